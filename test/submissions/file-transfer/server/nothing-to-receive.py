# Mistake: a length of 0 is taken for a client with nothing to say; it gets no answer (FILE-TRANSFER-S7).
import socket
import sys
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
            length = int.from_bytes(receive(conn, 4), 'big')
            if not length:
                return
            data = receive(conn, length)
            with open('recibido.bin', 'wb') as file:
                file.write(data)
            conn.sendall(b'Gracias')
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
