# Conforming: takes the server's address from the environment variables HOST and PORT.
import os
import select
import socket

server = (os.environ['HOST'], int(os.environ['PORT']))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(input().encode(), server)
readable, _, _ = select.select([sock], [], [], 4)
if readable:
    print(sock.recv(2048).decode())
else:
    raise SystemExit('no reply')
