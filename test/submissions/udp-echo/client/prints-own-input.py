# Mistake: shows what it sent, not what came back (UDP-ECHO-X4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
message = input('Message: ')
s.sendto(message.encode(), (sys.argv[1], int(sys.argv[2])))
data = s.recvfrom(1024)
print('Echo:', message)
