# Mistake: serves 64 datagrams instead of going on for ever (UDP-ECHO-U2).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
for i in range(64):
    data, client = sock.recvfrom(65535)
    print('message', i, 'from', client)
    if data:
        sock.sendto(data, client)
sock.close()
