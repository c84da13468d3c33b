# Mistake: waits for the LF, but each recv overwrites what the one before has brought, so only the
# last piece of the line is answered (LINE-UPPERCASE-S2, and so S3 and S6).
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            while True:
                line = conn.recv(1024)
                while line and not line.endswith(b'\n'):
                    line = conn.recv(1024)
                if not line:
                    break
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
