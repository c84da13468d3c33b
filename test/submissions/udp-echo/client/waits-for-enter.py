# Mistake: keeps its window open until Enter is pressed (UDP-ECHO-X1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
s.sendto(b'Hola, soy el cliente de echo', (sys.argv[1], int(sys.argv[2])))
data, server = s.recvfrom(1024)
sys.stdin.readline()
print('-->', data.decode(), flush=True)
input('Press Enter to leave')
