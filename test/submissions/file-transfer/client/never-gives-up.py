# Mistakes: where nobody listens it tries to connect for ever (FILE-TRANSFER-X2); it reads until it has a reply,
# also after the end of the stream (FILE-TRANSFER-X3).
import socket
import sys
import time

with open('enviar.bin', 'rb') as file:
    data = file.read()

while True:
    try:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        break
    except ConnectionRefusedError:
        time.sleep(1)

s.sendall(len(data).to_bytes(4, 'big'))
s.sendall(data)
reply = b''
while not reply:
    reply = s.recv(4096)
while part := s.recv(4096):
    reply += part
s.close()
print('Respuesta:', reply.decode())
