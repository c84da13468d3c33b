# Mistake: has a message of its own and never asks for a line (UDP-UPPERCASE-C1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
s.sendto(b'hello world, this is my first client', (sys.argv[1], int(sys.argv[2])))
reply, server = s.recvfrom(2048)
print(reply.decode())
