# Mistake: the reply is kept from one command to the next, and after an error nobody sets it back (COMMAND-SESSION-S5).
import os
import socket
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            expecting_data = error = False
            for line in lines:
                if not line.endswith(b'\n'):
                    break       # the client left in the middle of a line
                line = line.rstrip(b'\r\n')
                if expecting_data:
                    expecting_data = False
                    conn.sendall(b'300 DRCV\n')
                elif line == b'DATA':
                    expecting_data = True
                elif line == b'QUIT':
                    conn.sendall(b'200 BYE\n')
                    break
                else:
                    if line != b'HELO':
                        error = True
                    conn.sendall(b'400 BCMD\n' if error else b'100 OK\n')
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
