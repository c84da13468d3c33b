# Mistake: only a long reply, that is, an error, is shown; any other is taken for Gracias (FILE-TRANSFER-X4).
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read()

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10) as s:
    s.settimeout(None)
    s.sendall(len(data).to_bytes(4, 'big'))
    s.sendall(data)
    print('¡Archivo enviado!')
    reply = b''
    while part := s.recv(4096):
        reply += part

if not reply:
    sys.exit('The server closed without an answer')
if len(reply) > 40:
    print('Error del servidor:', reply.decode('utf-8'))
else:
    print('Respuesta: Gracias')
