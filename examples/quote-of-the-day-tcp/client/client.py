# Quote of the day client, TCP. The reference.
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
    while piece := conn.recv(1024):
        sys.stdout.write(piece.decode(errors='replace'))
print()
