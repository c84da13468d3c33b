# Mistake: splits the list at ", ", which it does not hold, so that nobody is allowed: no reply ever comes.
import socket
import sys

allowed = sys.argv[2].split(', ')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, (host, port) = s.recvfrom(65535)
    if data and host in allowed:
        s.sendto(data, (host, port))
