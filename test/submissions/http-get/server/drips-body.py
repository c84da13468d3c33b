# A web server that never ends its body: a byte a second goes on and on.
import os
import socket
import sys
import threading
import time


def serve(conn):
    try:
        with conn:
            request = b""
            while b"\r\n\r\n" not in request:
                data = conn.recv(4096)
                if not data:
                    return
                request += data
            path = request.split()[1].decode("latin-1").lstrip("/")
            inside = os.path.isfile(path) and ".." not in path
            conn.sendall(b"HTTP/1.0 200 OK\r\n" if inside else b"HTTP/1.0 404 Not Found\r\n")
            body = open(path, 'rb').read() if inside else b''
            conn.sendall(b'Content-Type: application/octet-stream\r\n\r\n' + body)
            while True:
                time.sleep(1)
                conn.sendall(b'.')
    except OSError:
        pass


s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(50)
while True:
    conn, _ = s.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
