# Mistakes: it closes without waiting for the reply (FILE-TRANSFER-C4) and prints what it should have been
# (FILE-TRANSFER-X4, FILE-TRANSFER-X5).
import socket
import sys

with open('enviar.bin', 'rb') as file:
    data = file.read()

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(len(data).to_bytes(4, 'big'))
s.sendall(data)
s.close()
print('Respuesta: Gracias')
