# Mistake: takes an empty datagram for the end of a connection and leaves the loop (UDP-ECHO-S4, UDP-ECHO-U4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    if not data:
        break
    sock.sendto(data, client)
sock.close()
