# Mistake: sends a sentence of its own; the typed line is never read (TCP-UPPERCASE-C1).
import socket
import sys

SENTENCE = b'hello world from my first client'

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(SENTENCE)
s.shutdown(socket.SHUT_WR)
reply = b''
while True:
    data = s.recv(1024)
    if not data:
        break
    reply += data
s.close()
print('From Server:', reply.decode())
