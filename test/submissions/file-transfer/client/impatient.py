# Mistake: a reply that has not come within 80 ms is not waited for (FILE-TRANSFER-C4; where the server is slow X1, X4, X5 too).
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read()

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10) as s:
    s.settimeout(None)
    s.sendall(len(data).to_bytes(4, 'big'))
    s.sendall(data)
    print('¡Archivo enviado!')
    s.settimeout(0.08)
    reply = s.recv(4096)
    s.settimeout(None)
    while part := s.recv(4096):
        reply += part

if not reply:
    sys.exit('The server closed without an answer')
print('Respuesta:', reply.decode('utf-8'))
