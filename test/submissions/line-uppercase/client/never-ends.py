# Mistake: once the reply is shown it waits for the Enter key, which nobody presses (LINE-UPPERCASE-X1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode() + b'\n')
reply = s.makefile().readline()
s.close()
if not reply:
    sys.exit('no reply')
print('From server:', reply, flush=True)
input('Press Enter to leave')
