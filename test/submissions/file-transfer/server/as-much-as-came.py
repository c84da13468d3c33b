# Mistakes: each recv asks for a whole chunk, so what follows the file is stored with it (FILE-TRANSFER-S8),
# and after the end of the stream it thanks for a part of the file (FILE-TRANSFER-S10).
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
            data = bytearray()
            while len(data) < length:
                part = conn.recv(4096)
                if not part:
                    break
                data += part
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
