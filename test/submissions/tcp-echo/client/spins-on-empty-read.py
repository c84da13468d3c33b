# Mistake: the loop never looks for the empty read that means the server has closed (TCP-ECHO-X3).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    reply += s.recv(65536)
s.close()
print('Reply:', reply.decode())
