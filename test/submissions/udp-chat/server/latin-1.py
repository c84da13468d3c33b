# Mistake: takes and sends texts in Latin-1 (UDP-CHAT-S4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    print(data.decode('latin-1'), flush=True)
    s.sendto(input('> ').encode('latin-1', 'replace'), client)
