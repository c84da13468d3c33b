# Conforming, by luck: a lone send whose result is ignored. On a blocking socket it returns only when all is taken.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((sys.argv[1], int(sys.argv[2])))
message = input('Mensaje: ').encode()
s.send(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        break
    reply += data
s.close()
print('Recibido:', reply.decode())
