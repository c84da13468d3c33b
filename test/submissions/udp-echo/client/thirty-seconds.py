# Mistake: waits half a minute for a reply; unconnected, it does not learn that nobody listens (UDP-ECHO-X2, UDP-ECHO-X3).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(30)
s.sendto(input('Message: ').encode(), (sys.argv[1], int(sys.argv[2])))
try:
    print(s.recvfrom(1024)[0].decode())
except socket.timeout:
    sys.exit('no reply')
