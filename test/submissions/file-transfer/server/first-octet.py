# Mistake: one client at a time, and the first octet of an empty read: IndexError ends the server (FILE-TRANSFER-T2).
import socket
import sys


def receive(conn, size):
    data = bytearray()
    while len(data) < size:
        part = conn.recv(min(4096, size - len(data)))
        if not part:
            raise ConnectionError(f'{size - len(data)} octets are missing')
        data += part
    return data


def serve(conn):
    with conn:
        try:
            first = conn.recv(4)
            length = first[0]
            for octet in first[1:] + receive(conn, 4 - len(first)):
                length = length * 256 + octet
            data = receive(conn, length)
            with open('recibido.bin', 'wb') as file:
                file.write(data)
            conn.sendall('Gracias'.encode('utf-8'))
        except ConnectionError as error:
            print('client lost:', error, file=sys.stderr)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    serve(conn)
