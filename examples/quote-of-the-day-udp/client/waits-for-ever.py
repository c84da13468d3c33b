# Has no timeout.
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.sendto(b'', server)
    print(sock.recv(65535).decode(errors='replace'))
