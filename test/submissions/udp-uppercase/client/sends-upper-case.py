# Mistake: makes the upper case before it sends, which is the server's task (UDP-UPPERCASE-C1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(3)
sentence = input('Input lowercase sentence: ').upper()
s.sendto(sentence.encode(), (sys.argv[1], int(sys.argv[2])))
print(s.recvfrom(2048)[0].decode())
