# Takes one recv for the whole quote.
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn:
    print(conn.recv(1024).decode(errors='replace'))
