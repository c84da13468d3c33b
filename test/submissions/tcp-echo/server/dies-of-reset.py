# Mistake: a connection that the client resets raises ConnectionResetError,
# and nobody catches it (TCP-ECHO-T3).
import os
import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    while True:
        data = conn.recv(4096)
        if not data:
            break
        conn.sendall(data)
    conn.close()
