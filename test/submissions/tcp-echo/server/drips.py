# Echoes, but one byte a second.
import socket
import sys
import threading
import time


def serve(conn):
    try:
        with conn:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                for byte in data:
                    conn.sendall(bytes([byte]))
                    time.sleep(1)
    except OSError:
        pass


s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1])))
s.listen(50)
while True:
    conn, _ = s.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
