# Mistakes: the first octet of an empty read (FILE-TRANSFER-T2), and ConnectionResetError not caught (FILE-TRANSFER-T3).
import socket
import sys


def serve(conn):
    length = conn.recv(1)[0]
    for _ in range(3):
        octet = conn.recv(1)
        if not octet:
            return
        length = length * 256 + octet[0]
    data = bytearray()
    while len(data) < length:
        part = conn.recv(min(4096, length - len(data)))
        if not part:
            return
        data += part
    with open('recibido.bin', 'wb') as file:
        file.write(data)
    conn.sendall(b'Gracias')


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    with conn:
        serve(conn)
