# Mistake: what one recv returns is taken for one command (in several segments: COMMAND-SESSION-S10; several in one: S11).
import os
import socket
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}


def serve(conn):
    try:
        with conn:
            while line := conn.recv(1024):
                line = line.strip()
                if line == b'DATA':
                    if not conn.recv(1024):
                        break
                    conn.sendall(b'300 DRCV\n')
                else:
                    conn.sendall(REPLIES.get(line, b'400 BCMD\n'))
                    if line == b'QUIT':
                        break
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
