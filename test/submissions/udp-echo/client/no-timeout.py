# Mistake: no timeout. Connected, it is told that nobody listens; a server that is silent it waits for for ever (UDP-ECHO-X3).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
s.send(input('Message: ').encode())
print(s.recv(1024).decode())
s.close()
