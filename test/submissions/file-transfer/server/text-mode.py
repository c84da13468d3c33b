# Mistake: the file is written in text mode, which makes CR LF of every LF (FILE-TRANSFER-S2).
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
            data = receive(conn, length)
            with open('recibido.bin', 'w', encoding='latin-1', newline='\r\n') as file:
                file.write(data.decode('latin-1'))
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
