# A web server whose header comes a line a second, and has many lines.
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
            for i in range(60):
                time.sleep(1)
                conn.sendall(b"X-Line-%d: more\r\n" % i)
            body = open(path, "rb").read() if inside else b""
            conn.sendall(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    except OSError:
        pass


s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(50)
while True:
    conn, _ = s.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
