# Mistake: sys.exit with a text ends with status 1 (UDP-SHUTDOWN-S2).
import os
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(os.environ['PORT'])))
while True:
    data, client = s.recvfrom(65535)
    if data == b'SHUTDOWN':
        s.close()
        sys.exit('server ended')
    if data:
        s.sendto(data, client)
