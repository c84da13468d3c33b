# Mistake: "in" instead of "==" (UDP-SHUTDOWN-S3).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if b'SHUTDOWN' in data:
        break
    if data:
        s.sendto(data, client)
