# Mistake: announces the message's length in a datagram of its own (UDP-ECHO-C1).
import socket
import struct
import sys

server = (sys.argv[1], int(sys.argv[2]))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
message = input('Message: ').encode()
s.sendto(struct.pack('>I', len(message)), server)
s.sendto(message, server)
s.settimeout(1)
replies = []
try:
    while True:
        replies.append(s.recvfrom(65535)[0].decode(errors='replace'))
except socket.timeout:
    print(''.join(replies))
sys.exit(0 if replies else 1)
