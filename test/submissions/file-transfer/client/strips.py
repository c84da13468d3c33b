# Mistake: the file is stripped of white space at its ends (FILE-TRANSFER-C1).
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read().strip()

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
print('Respuesta:', reply.decode('utf-8'))
