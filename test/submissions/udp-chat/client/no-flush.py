# Mistake: what it prints stays in the buffer where the output is no terminal (UDP-CHAT-C1, -C3, -C4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for line in sys.stdin:
    s.sendto(line.rstrip('\n').encode(), (sys.argv[1], int(sys.argv[2])))
    data, _ = s.recvfrom(65535)
    print(data.decode())
