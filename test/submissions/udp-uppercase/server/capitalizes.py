# Mistake: capitalize() for upper(): only the first letter is in upper case, all others in lower case
# (UDP-UPPERCASE-S1, S2, S3, S4, U1, U2, U4, U6).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    sock.sendto(data.capitalize(), client)
