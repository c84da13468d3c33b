# Conforming: send instead of sendall, in small pieces, but in a loop until all has gone (exercise 2.5.2).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = memoryview(input('Mensaje: ').encode())
sent = 0
while sent < len(message):
    piece = 100 if len(message) < 10000 else 1000000
    sent += s.send(message[sent:sent + piece])

reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        break
    reply += data
s.close()
print('Recibido:', reply.decode())
