import socket
import sys

line = sys.stdin.readline()
client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    client.sendall(line.encode())
