# Sends a request before it listens.
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
    conn.sendall(b'QUOTE\n')
    while piece := conn.recv(1024):
        sys.stdout.write(piece.decode(errors='replace'))
print()
