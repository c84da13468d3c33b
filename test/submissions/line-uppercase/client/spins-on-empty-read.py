# Mistake: reads on until the LF has come, without a look at the empty read that means the server has closed (LINE-UPPERCASE-X3).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(input('Text: ').encode() + b'\n')
stream = s.makefile()
reply = ''
while not reply.endswith('\n'):
    reply += stream.readline()
s.close()
print('Reply:', reply)
