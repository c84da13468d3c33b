# Mistake: the echo is stripped (UDP-ALLOWLIST-S1).
import socket
import sys

allowed = sys.argv[2].split(',')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if client[0] in allowed:
        s.sendto(data.decode('utf-8', 'replace').strip().encode(), client)
