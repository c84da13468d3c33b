# Daytime, UDP. The reference.
import socket
import sys
import time

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('', int(sys.argv[1])))
while True:
    _, client = server.recvfrom(65535)
    server.sendto(f'{time.ctime()}\r\n'.encode(), client)
