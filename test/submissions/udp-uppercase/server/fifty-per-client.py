# Mistake: answers no client more than 50 times (UDP-UPPERCASE-U2).
import collections
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
requests = collections.Counter()
while True:
    data, client = sock.recvfrom(65535)
    requests[client] += 1
    if requests[client] <= 50:
        sock.sendto(data.upper(), client)
