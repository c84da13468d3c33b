# Mistake: sends the first typed line, shows its reply and ends (UDP-CHAT-C3).
import os
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(input('> ').encode(), (os.environ['HOST'], int(os.environ['PORT'])))
data, _ = s.recvfrom(65535)
print('-->', data.decode())
