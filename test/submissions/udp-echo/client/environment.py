# Conforming: takes the server's address from the environment variables HOST and PORT.
import os
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((os.environ['HOST'], int(os.environ['PORT'])))
sock.settimeout(4)
sock.send(input('> ').encode())
print(sock.recv(65535).decode())
sock.close()
