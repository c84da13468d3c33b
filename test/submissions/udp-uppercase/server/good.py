# UDP upper case, octet by octet. Conforms.
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(65535)
    sock.sendto(data.upper(), client)
