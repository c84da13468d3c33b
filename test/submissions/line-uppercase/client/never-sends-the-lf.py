# Mistake: input() has removed the LF and nobody adds it again, so the server goes on waiting for the end of the line, and
# the client for the server (LINE-UPPERCASE-C1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode())
reply = s.makefile().readline()
s.close()
if not reply:
    sys.exit('no reply')
print('Reply:', reply)
