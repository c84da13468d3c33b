# Mistake: one send, its result ignored. With a time-out set it takes only what fits into the buffers (TCP-ECHO-C2).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.settimeout(60)
message = input('Text: ').encode()
s.send(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        break
    reply += data
s.close()
print('Reply:', reply.decode())
