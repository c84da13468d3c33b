# Mistake: what has come up to a line end is taken for one answer; two that come together leave it one short (TCP-MULTIPART-X1).
import select
import socket
import struct
import sys
import time


def send_part(kind, content):
    s.sendall(struct.pack('>BI', kind, len(content)) + content)


def require_ok():
    select.select([s], [], [])
    time.sleep(0.02)        # by then all of it should be there
    reply = b''
    while not reply.endswith(b'\n'):
        octets = s.recv(1024)
        if not octets:
            sys.exit('The server has closed the connection')
        reply += octets
    if not reply.startswith(b'OK'):
        sys.exit(f'The server answered {reply!r}')


with open('mensaje.txt', 'rb') as file:
    text = file.read()
with open('imagen.bin', 'rb') as file:
    image = file.read()
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
send_part(1, text)
send_part(2, image)
require_ok()
require_ok()
s.close()
print('Both stored')
