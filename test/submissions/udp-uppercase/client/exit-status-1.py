# Mistake: leaves by exit(1) also where all went well (UDP-UPPERCASE-X1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
s.sendto(input('Input lowercase sentence: ').encode(), (sys.argv[1], int(sys.argv[2])))
try:
    print(s.recvfrom(2048)[0].decode())
except socket.timeout:
    print('no reply')
s.close()
sys.exit(1)
