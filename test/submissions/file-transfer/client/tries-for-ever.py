# Mistake: where nobody listens it tries again, for ever (FILE-TRANSFER-X2).
import socket
import sys
import time

with open('enviar.bin', 'rb') as file:
    data = file.read()

while True:
    try:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10)
        break
    except ConnectionRefusedError:
        print('Esperando al servidor...', flush=True)
        time.sleep(0.5)

with s:
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
