# Mistake: one recv, though the reply ends only with its LF and may come in several pieces (LINE-UPPERCASE-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode() + b'\n')
reply = s.recv(65536)
s.close()
if not reply:
    sys.exit('no reply')
print('Reply:', reply.decode())
