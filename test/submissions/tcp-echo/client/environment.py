# Conforming: takes the server's address from the environment variables HOST and PORT.
import os
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((os.environ['HOST'], int(os.environ['PORT'])))
text = input('> ')
sock.sendall(text.encode())
sock.shutdown(socket.SHUT_WR)

parts = []
while True:
    part = sock.recv(4096)
    if not part:
        break
    parts.append(part)
sock.close()
print(b''.join(parts).decode())
