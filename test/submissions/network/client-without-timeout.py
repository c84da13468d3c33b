# Waits for ever for a reply that was lost.
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.sendto(input().encode(), (sys.argv[1], int(sys.argv[2])))
    print(client.recvfrom(65535)[0].decode())
