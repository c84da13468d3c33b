# Mistake: waits for the end of its standard input, not for a line, so nothing is ever sent
# (TCP-ECHO-X1, TCP-ECHO-X3, TCP-ECHO-X4, TCP-ECHO-X5, TCP-ECHO-C1, TCP-ECHO-C2).
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
