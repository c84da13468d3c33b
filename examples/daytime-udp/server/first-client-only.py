# Answers whoever was the first.
import socket
import sys
import time

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('', int(sys.argv[1])))
first = None
while True:
    _, client = server.recvfrom(65535)
    first = first or client
    server.sendto(f'{time.ctime()}\r\n'.encode(), first)
