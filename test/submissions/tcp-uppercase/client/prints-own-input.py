# Mistake: reads the reply, but prints its own message (TCP-UPPERCASE-X4, and so TCP-UPPERCASE-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = input('Text: ').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        sys.exit('no reply')
    reply += data
s.close()
print('Reply:', message.decode())
