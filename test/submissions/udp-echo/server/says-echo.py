# Mistake: puts "Echo: " before the text. Nothing comes back as it was sent (UDP-ECHO-S1, S2, S3), and so no
# client gets the reply that it is owed (UDP-ECHO-S4, U1, U2, U4, U6).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    if data:
        sock.sendto(b'Echo: ' + data, client)
