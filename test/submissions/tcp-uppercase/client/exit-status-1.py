# Mistake: takes exit(1) for "all is well", so a good exchange ends with status 1 (TCP-UPPERCASE-X1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        print('no reply')
        sys.exit(0)
    reply += data
s.close()
print('From Server:', reply.decode())
sys.exit(1)
