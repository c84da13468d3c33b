# Conforming: sends the line with its LF, reads up to the LF of the reply, shows it.
import socket
import sys

host = sys.argv[1]
port = int(sys.argv[2])

with socket.create_connection((host, port)) as s:
    line = input('Sentence: ')
    s.sendall((line + '\n').encode())
    with s.makefile('r', encoding='utf-8') as stream:
        reply = stream.readline()

if not reply:
    sys.exit('The server closed without an answer')
print('From server:', reply.rstrip('\r\n'))
