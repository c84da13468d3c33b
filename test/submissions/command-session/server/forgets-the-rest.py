# Mistake: after each reply the buffer is emptied, with what followed the command in it (COMMAND-SESSION-S11).
import socket
import sys
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}


def serve(conn):
    try:
        with conn:
            expecting_data = False
            buffer = b''
            while data := conn.recv(65536):
                buffer += data
                while b'\n' in buffer:
                    line, _, buffer = buffer.partition(b'\n')
                    line = line.rstrip(b'\r')
                    if line == b'DATA' and not expecting_data:
                        expecting_data = True
                        continue
                    conn.sendall(b'300 DRCV\n' if expecting_data else REPLIES.get(line, b'400 BCMD\n'))
                    if line == b'QUIT' and not expecting_data:
                        return
                    expecting_data = False
                    buffer = b''
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
