# Mistake: waits for the reply, but shows what it has computed itself (UDP-UPPERCASE-X4).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
sentence = input('Input lowercase sentence: ')
s.sendto(sentence.encode(), (sys.argv[1], int(sys.argv[2])))
modified = s.recvfrom(2048)
print('From server:', sentence.upper())
