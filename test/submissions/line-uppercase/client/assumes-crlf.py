# Mistake: cuts off two characters, as if the reply always ended with CR LF, and so the last one of the text
# (LINE-UPPERCASE-X4, and so LINE-UPPERCASE-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode() + b'\r\n')
reply = s.makefile('rb').readline()
s.close()
if not reply:
    sys.exit('no reply')
print('Reply:', reply[:-2].decode())
