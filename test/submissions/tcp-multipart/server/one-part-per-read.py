# Mistake: what follows the part in the same read is thrown away (TCP-MULTIPART-S4).
import os
import socket
import struct
import threading

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()


def receive_part(conn):
    """Type and content of the next part; None where the client has left."""
    data = b''
    length = 0
    while len(data) < 5 + length:
        more = conn.recv(65536)
        if not more:
            return None
        data += more
        if len(data) >= 5:
            kind, length = struct.unpack('>BI', data[:5])
            if kind not in NAMES:
                break
    return kind, data[5:5 + length]


def serve(conn):
    try:
        with conn:
            while part := receive_part(conn):
                kind, content = part
                if kind not in NAMES:
                    conn.sendall(b'ERROR\n')
                    conn.shutdown(socket.SHUT_WR)
                    while conn.recv(65536):
                        pass
                    break
                with storing, open(NAMES[kind], 'wb') as file:
                    file.write(content)
                conn.sendall(b'OK\n')
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
