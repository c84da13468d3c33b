# Mistake: looks at the first octet of every datagram, also where there is none (UDP-UPPERCASE-U4).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    print('request beginning with', repr(chr(data[0])), 'from', client)
    sock.sendto(data.upper(), client)
