# Mistake: goes through the text line by line; CR, VT, FF and others come back as LF (UDP-UPPERCASE-S2).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    lines = data.decode(errors='replace').splitlines()
    reply = '\n'.join(line.upper() for line in lines)
    sock.sendto(reply.encode(), client)
