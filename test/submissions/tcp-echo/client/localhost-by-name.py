# Conforming: takes only the port from its arguments and connects to localhost by name.
import socket
import sys

with socket.create_connection(('localhost', int(sys.argv[2]))) as s:
    stream = s.makefile('rwb')
    message = sys.stdin.readline().rstrip('\n').encode()
    stream.write(message)
    stream.flush()
    reply = stream.read(len(message))
print(reply.decode())
