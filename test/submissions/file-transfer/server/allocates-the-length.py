# Mistake: one client at a time, and room for as many octets as the length says: MemoryError ends the server (FILE-TRANSFER-S12).
import socket
import sys


def receive(conn, size):
    data = bytearray(size)
    view = memoryview(data)
    while view:
        n = conn.recv_into(view)
        if n == 0:
            raise ConnectionError(f'{len(view)} octets are missing')
        view = view[n:]
    return data


def serve(conn):
    with conn:
        try:
            length = int.from_bytes(receive(conn, 4), 'big')
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
