# Mistake: one send, its result ignored. With a time-out set it takes only what fits into the buffers (FILE-TRANSFER-C2).
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read()

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.settimeout(5)
s.sendall(len(data).to_bytes(4, 'big'))
s.send(data)
reply = b''
while part := s.recv(4096):
    reply += part
s.close()
if not reply:
    sys.exit('no reply')
print('Respuesta:', reply.decode())
