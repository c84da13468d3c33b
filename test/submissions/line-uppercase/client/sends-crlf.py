# Conforming: ends its line with CR LF, which is accepted as LF, and reads until the LF of the reply has come.
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode() + b'\r\n')
reply = b''
while b'\n' not in reply:
    data = s.recv(1024)
    if not data:
        sys.exit('no reply')
    reply += data
s.close()
print('Reply:', reply.decode().strip())
