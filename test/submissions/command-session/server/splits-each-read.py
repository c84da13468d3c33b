# Mistake: each read is split into lines by itself, so a command in two segments becomes two (COMMAND-SESSION-S10).
import socket
import sys
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}


def serve(conn):
    try:
        with conn:
            expecting_data = False
            while data := conn.recv(65536):
                for line in data.splitlines():
                    if expecting_data:
                        expecting_data = False
                        conn.sendall(b'300 DRCV\n')
                    elif line == b'DATA':
                        expecting_data = True
                    else:
                        conn.sendall(REPLIES.get(line, b'400 BCMD\n'))
                        if line == b'QUIT':
                            return
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
