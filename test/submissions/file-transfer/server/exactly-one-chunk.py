# Mistake: smaller than a chunk, larger than a chunk; a file of exactly 4 096 octets is forgotten (FILE-TRANSFER-S3).
import socket
import sys
import threading

CHUNK = 4096


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
            data = b''
            if length < CHUNK:
                data = receive(conn, length)
            elif length > CHUNK:
                chunks = []
                while length > 0:
                    chunks.append(receive(conn, min(CHUNK, length)))
                    length -= CHUNK
                data = b''.join(chunks)
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
