# Mistake: decodes as Latin-1 and encodes as UTF-8 (UDP-UPPERCASE-S4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    text = data.decode('latin-1')
    sock.sendto(text.upper().encode('utf-8'), client)
