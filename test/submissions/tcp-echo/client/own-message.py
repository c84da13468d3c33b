# Conforming: has a message of its own and never reads its standard input.
import socket
import sys

MSG = b'Hola Mundo! Este es mi primer cliente.'

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(MSG)
data = b''
while len(data) < len(MSG):
    more = s.recv(1024)
    if more == b'':
        break
    data += more
s.close()
print('Recibido:', data.decode())
