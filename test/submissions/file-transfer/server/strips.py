# Mistake: the content is stripped of white space before it is stored (FILE-TRANSFER-S2).
import socket
import sys
import threading

lock = threading.Lock()


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
            length = int.from_bytes(receive(conn, 4), 'big')
            data = receive(conn, length)
            with lock, open('recibido.bin', 'wb') as file:
                file.write(data.strip())
            conn.sendall('Gracias'.encode('utf-8'))
        except ConnectionError as error:
            print('client lost:', error, file=sys.stderr)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
