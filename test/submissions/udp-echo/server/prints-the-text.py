# Mistake: prints each message as text first; octets that are not UTF-8 end the server (UDP-ECHO-S2, UDP-ECHO-U4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    print('Recibi: %s' % data.decode())
    if data:
        sock.sendto(data, client)
