# Mistake: decodes as ASCII; the first letter outside it ends the server (UDP-UPPERCASE-S4, UDP-UPPERCASE-U4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    text = str(data, 'ascii')
    sock.sendto(bytes(text.upper(), 'ascii'), client)
