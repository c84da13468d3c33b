# Mistake: leaves the loop, and ends, where a datagram is to be ignored (UDP-ALLOWLIST-S3).
import socket
import sys

allowed = sys.argv[2].split(',')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if client[0] not in allowed:
        break
    if data:
        s.sendto(data, client)
