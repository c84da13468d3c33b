# Mistake: where nobody listens it tries to connect again, once a second, for ever (TCP-MULTIPART-X2).
import socket
import struct
import sys
import time


def send_part(kind, content):
    s.sendall(struct.pack('>BI', kind, len(content)) + content)
    reply = replies.readline()
    if reply != b'OK\n':
        sys.exit(f'The server answered {reply!r}')


with open('mensaje.txt', 'rb') as file:
    text = file.read()
with open('imagen.bin', 'rb') as file:
    image = file.read()
while True:
    try:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        break
    except ConnectionRefusedError:
        print('Server not ready, trying again...', flush=True)
        time.sleep(1)
replies = s.makefile('rb')
send_part(1, text)
send_part(2, image)
s.close()
print('Both stored')
