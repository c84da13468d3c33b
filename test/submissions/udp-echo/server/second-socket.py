# Mistake: receives on one socket and sends on another, which has a port of its own (UDP-ECHO-U3).
import socket
import sys

incoming = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
incoming.bind(('', int(sys.argv[1])))
outgoing = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    data, client = incoming.recvfrom(65535)
    if data:
        outgoing.sendto(data, client)
