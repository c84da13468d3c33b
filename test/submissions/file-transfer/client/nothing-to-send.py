# Mistake: of an empty file not even the length is sent (FILE-TRANSFER-C3).
import os
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read()

s = socket.create_connection((os.environ['HOST'], int(os.environ['PORT'])))
if not data:
    s.close()
    print('El archivo está vacío.')
    sys.exit(0)
s.sendall(len(data).to_bytes(4, 'big') + data)
reply = b''
while part := s.recv(4096):
    reply += part
s.close()
if not reply:
    sys.exit('no reply')
print('Respuesta:', reply.decode())
