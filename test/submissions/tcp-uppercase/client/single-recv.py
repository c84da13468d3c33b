# Mistake: one recv, though the reply may come in several pieces (TCP-UPPERCASE-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message)
reply = s.recv(65536)
s.close()
if not reply:
    sys.exit('no reply')
print('Reply:', reply.decode())
