# UDP echo that SHUTDOWN ends. Conforms.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if data == b'SHUTDOWN':
        break
    if data:
        s.sendto(data, client)
s.close()
print('ended by', client[0])
