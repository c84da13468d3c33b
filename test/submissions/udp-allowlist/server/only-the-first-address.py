# Mistake: takes only the first address of its list (UDP-ALLOWLIST-S1).
import socket
import sys

allowed = sys.argv[2].split(',')[0]
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if data and client[0] == allowed:
        s.sendto(data, client)
