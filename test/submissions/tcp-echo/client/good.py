# Conforming: sends the whole line, reads until as many octets have come back, shows them.
import socket
import sys

host = sys.argv[1]
port = int(sys.argv[2])

s = socket.create_connection((host, port), timeout=5)
s.settimeout(None)
message = input('Message: ').encode()
s.sendall(message)

reply = bytearray()
while len(reply) < len(message):
    chunk = s.recv(65536)
    if not chunk:
        break
    reply += chunk
s.close()

if not reply:
    sys.exit('The server closed without an answer')
print('Reply:', reply.decode(), flush=True)
