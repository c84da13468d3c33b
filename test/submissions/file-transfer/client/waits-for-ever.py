# Mistake: until a reply has come, an empty read is tried again, for ever (FILE-TRANSFER-X3).
import socket
import sys
import time

with open('enviar.bin', 'rb') as file:
    data = file.read()

with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10) as s:
    s.settimeout(None)
    s.sendall(len(data).to_bytes(4, 'big'))
    s.sendall(data)
    print('¡Archivo enviado!')
    reply = s.recv(4096)
    while not reply:        # not there yet
        time.sleep(0.01)
        reply = s.recv(4096)
    while part := s.recv(4096):
        reply += part

print('Respuesta:', reply.decode('utf-8'))
