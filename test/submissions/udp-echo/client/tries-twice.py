# Conforming: UDP may lose a datagram, so where no reply comes within 3 s the message is sent once more.
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
message = input('Message: ').encode()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
for attempt in range(2):
    s.sendto(message, server)
    try:
        print(s.recvfrom(65535)[0].decode())
        break
    except socket.timeout:
        print('no reply', file=sys.stderr)
else:
    sys.exit(1)
