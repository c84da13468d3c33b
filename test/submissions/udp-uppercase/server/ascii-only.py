# Mistake: decodes as ASCII and ignores what is not (UDP-UPPERCASE-S4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    text = data.decode('ascii', errors='ignore')
    sock.sendto(text.upper().encode('ascii'), client)
