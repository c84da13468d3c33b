# Mistake: swapcase() for upper(): capitals come back in lower case (UDP-UPPERCASE-S2).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    sock.sendto(data.decode(errors='replace').swapcase().encode(), client)
