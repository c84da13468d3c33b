# Mistake: does the server's work itself and sends the line in upper case, not as it was typed (LINE-UPPERCASE-C1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sentence = input('Input lowercase sentence: ').upper()
s.sendall((sentence + '\n').encode())
reply = s.makefile().readline()
s.close()
if not reply:
    sys.exit('no reply')
print('From server:', reply)
