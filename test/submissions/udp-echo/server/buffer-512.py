# Mistake: takes at most 512 octets; the rest of the datagram is lost (UDP-ECHO-S3).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(512)
    if data:
        sock.sendto(data, client)
