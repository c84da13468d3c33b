# Mistake: compares the beginnings of the texts, so that 127.0.0.1 lets 127.0.0.12 in (UDP-ALLOWLIST-S2).
import os
import socket

allowed = tuple(os.environ['ALLOW'].split(','))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(os.environ['PORT'])))
while True:
    data, client = s.recvfrom(65535)
    if data and client[0].startswith(allowed):
        s.sendto(data, client)
