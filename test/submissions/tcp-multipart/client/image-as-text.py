# Mistake: the image is read as text, and what is no UTF-8 is replaced (TCP-MULTIPART-C1).
import os
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
with open('imagen.bin', encoding='utf-8', errors='replace') as file:
    image = file.read().encode()
s = socket.create_connection((os.environ['HOST'], int(os.environ['PORT'])))
replies = s.makefile('rb')
send_part(1, text)
send_part(2, image)
s.close()
print('Both stored')
