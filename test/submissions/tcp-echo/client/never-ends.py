# Mistake: once the reply is shown it waits for the Enter key, which nobody presses (TCP-ECHO-X1).
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
print('From Server:', reply.decode(), flush=True)
input('Press Enter to leave')
