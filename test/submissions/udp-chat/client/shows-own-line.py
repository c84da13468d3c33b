# Mistake: shows what was typed instead of what came (UDP-CHAT-C1, -C3, -C4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    line = input('> ')
    s.sendto(line.encode(), (sys.argv[1], int(sys.argv[2])))
    data, _ = s.recvfrom(65535)
    print('-->', line, flush=True)
