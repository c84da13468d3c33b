# Conforming: sends the line, waits at most 3 s for the reply, shows it.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
s.sendto(input('Input lowercase sentence: ').encode(), (sys.argv[1], int(sys.argv[2])))
try:
    reply, server = s.recvfrom(65535)
except socket.timeout:
    sys.exit('The server does not answer')
print('From', server[0], reply.decode())
s.close()
