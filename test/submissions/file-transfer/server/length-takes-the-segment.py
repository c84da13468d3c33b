# Mistake: the length is read with recv(1024), and what came behind it is thrown away (FILE-TRANSFER-S5).
import os
import socket
import threading


def receive(conn, size):
    data = bytearray()
    while len(data) < size:
        part = conn.recv(min(4096, size - len(data)))
        if not part:
            raise ConnectionError('the client left too early')
        data += part
    return data


def serve(conn):
    with conn:
        try:
            header = b''
            while len(header) < 4:
                part = conn.recv(1024)
                if not part:
                    return
                header += part
            length = int.from_bytes(header[:4], 'big')
            data = receive(conn, length)
            with open('recibido.bin', 'wb') as file:
                file.write(data)
            conn.sendall(b'Gracias')
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
