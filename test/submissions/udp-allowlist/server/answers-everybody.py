# Mistake: tells on its screen who is not on the list, and answers all the same (UDP-ALLOWLIST-S2).
import socket
import sys

allowed = sys.argv[2].split(',')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if client[0] not in allowed:
        print('not on the list:', client[0], flush=True)
    if data:
        s.sendto(data, client)
