# Mistake: sends and takes texts in Latin-1 (UDP-CHAT-C4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    line = input('> ')
    s.sendto(line.encode('latin-1', 'replace'), (sys.argv[1], int(sys.argv[2])))
    data, _ = s.recvfrom(65535)
    print(data.decode('latin-1'), flush=True)
