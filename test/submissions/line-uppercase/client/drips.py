# Sends the line one byte a second.
import socket
import sys
import time

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
for byte in (input() + "\n").encode():
    s.sendall(bytes([byte]))
    time.sleep(1)
print(s.makefile().readline().rstrip("\n"))
s.close()
