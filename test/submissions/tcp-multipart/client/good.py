# Conforming: each part with its type and length, an OK after each.
import socket
import struct
import sys


def send_part(kind, content):
    s.sendall(struct.pack('>BI', kind, len(content)) + content)
    reply = replies.readline()
    if reply != b'OK\n':
        sys.exit(f'The server answered {reply!r}')


with open('mensaje.txt', 'rb') as file:
    text = file.read()
with open('imagen.bin', 'rb') as file:
    image = file.read()
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
replies = s.makefile('rb')
send_part(1, text)
send_part(2, image)
s.close()
print('Both stored')
