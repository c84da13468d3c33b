# Mistake: the text is stripped before it is sent back (UDP-ECHO-S1).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(65535)
    if data:
        sock.sendto(data.strip(), client)
