# Mistake: against floods, answers no client more than 50 times (UDP-ALLOWLIST-U2).
import collections
import socket
import sys

allowed = sys.argv[2].split(',')
count = collections.Counter()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if not data or client[0] not in allowed:
        continue
    count[client] += 1
    if count[client] <= 50:
        s.sendto(data, client)
