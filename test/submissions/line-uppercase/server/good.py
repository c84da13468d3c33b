# Line upper-case server, one thread per client, many lines. Conforms.
import socket
import sys
import threading


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            for line in lines:
                if not line.endswith(b'\n'):
                    break       # the client left in the middle of a line
                conn.sendall(line.rstrip(b'\r\n').upper() + b'\n')
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
