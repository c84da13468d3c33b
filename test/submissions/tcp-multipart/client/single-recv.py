# Mistake: a single recv is expected to return the whole answer (TCP-MULTIPART-X5).
import socket
import struct
import sys


def send_part(kind, content):
    s.sendall(struct.pack('>BI', kind, len(content)) + content)
    reply = s.recv(1024)
    if reply != b'OK\n':
        sys.exit(f'The server answered {reply!r}')


with open('mensaje.txt', 'rb') as file:
    text = file.read()
with open('imagen.bin', 'rb') as file:
    image = file.read()
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
send_part(1, text)
send_part(2, image)
s.close()
print('Both stored')
