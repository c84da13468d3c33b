# Mistake: when the server closes without an answer it asks what to do and waits for a typed line (TCP-ECHO-X3).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data and not reply:
        input('The server has left. Leave too (y/n)? ')
    if not data:
        break
    reply += data
s.close()
print('Reply:', reply.decode())
