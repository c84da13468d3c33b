# Mistake: waits for the end of its standard input, not for a line, so nothing is ever sent
# (TCP-UPPERCASE-X1, TCP-UPPERCASE-X3, TCP-UPPERCASE-X4, TCP-UPPERCASE-X5, TCP-UPPERCASE-C1).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
message = sys.stdin.read().rstrip('\n').encode()
s.sendall(message)
reply = bytearray()
while len(reply) < len(message):
    data = s.recv(65536)
    if not data:
        sys.exit('no reply')
    reply += data
s.close()
print('Reply:', reply.decode())
