# Mistake: does not compile (a bracket is missing), so it ends at once, server or none: everything that a client is to do.
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2]), timeout=5)
s.sendall(input('Message: ').encode())
print('Reply:', s.recv(1024).decode())
s.close()
