# Mistake: once the reply is shown it asks whether to send another file, and nobody answers (FILE-TRANSFER-X1).
import socket
import sys

again = 's'
while again == 's':
    with open('enviar.bin', 'rb') as file:
        data = file.read()
    s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    s.sendall(len(data).to_bytes(4, 'big'))
    s.sendall(data)
    reply = b''
    while part := s.recv(4096):
        reply += part
    s.close()
    if not reply:
        sys.exit('no reply')
    print('Respuesta:', reply.decode(), flush=True)
    again = input('¿Otro archivo? (s/n) ')
