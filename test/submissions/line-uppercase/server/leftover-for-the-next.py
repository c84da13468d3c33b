# Line upper-case server. Mistake: what was read beyond the first line is kept for whoever comes next.
import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
arrived = b''
while True:
    client, _ = listener.accept()
    try:
        while b'\n' not in arrived:
            data = client.recv(4096)
            if not data:
                arrived = b''
                break
            arrived += data
        line, end, arrived = arrived.partition(b'\n')
        if end:
            client.sendall(line.rstrip(b'\r').upper() + b'\n')
    except OSError:
        arrived = b''
    client.close()
