# Mistake: where nobody listens it tries to connect again, once a second, for ever (TCP-UPPERCASE-X2).
import socket
import sys
import time

while True:
    try:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        break
    except ConnectionRefusedError:
        print('Server not ready, trying again...', flush=True)
        time.sleep(1)

message = input('Text: ').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        sys.exit('no reply')
    reply += data
s.close()
print('Reply:', reply.decode())
