# Mistake: ConnectionResetError is not caught (TCP-THROUGHPUT-T3).
import os
import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    with conn:
        while conn.recv(65536):
            pass
