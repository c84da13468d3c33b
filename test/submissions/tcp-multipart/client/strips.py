# Mistake: the text is stripped of white space at its ends (TCP-MULTIPART-C1).
import socket
import struct
import sys


def send_part(kind, content):
    s.sendall(struct.pack('>BI', kind, len(content)) + content)
    reply = replies.readline()
    if reply != b'OK\n':
        sys.exit(f'The server answered {reply!r}')


with open('mensaje.txt', 'rb') as file:
    text = file.read().strip()
with open('imagen.bin', 'rb') as file:
    image = file.read()
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
replies = s.makefile('rb')
send_part(1, text)
send_part(2, image)
s.close()
print('Both stored')
