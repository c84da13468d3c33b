# Mistake: keeps its window open until Enter is pressed (UDP-ECHO-X1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
message = input('Mensaje: ')
s.sendto(message.encode(), (sys.argv[1], int(sys.argv[2])))
data, server = s.recvfrom(1024)
print('-->', data.decode(), flush=True)
input('Press Enter to leave')
