# Mistake: after the reply the connection stays open (FILE-TRANSFER-S14).
import os
import socket
import threading

clients = []


def receive(conn, size):
    data = bytearray()
    while len(data) < size:
        part = conn.recv(min(4096, size - len(data)))
        if not part:
            raise ConnectionError('the client left too early')
        data += part
    return data


def serve(conn):
    try:
        length = int.from_bytes(receive(conn, 4), 'big')
        data = receive(conn, length)
        with open('recibido.bin', 'wb') as file:
            file.write(data)
        conn.sendall(b'Gracias')
        clients.append(conn)
    except ConnectionError:
        conn.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
