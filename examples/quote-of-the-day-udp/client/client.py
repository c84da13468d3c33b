# Quote of the day client, UDP. The reference.
import socket
import sys

server = (sys.argv[1], int(sys.argv[2]))
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.settimeout(2)
    sock.sendto(b'', server)
    try:
        print(sock.recv(65535).decode(errors='replace'))
    except TimeoutError:
        sys.exit('no quote came')
