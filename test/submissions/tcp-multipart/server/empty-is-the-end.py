# Mistake: of an empty part recv(0) is read, and its empty result taken for the end of the stream (TCP-MULTIPART-S8).
import socket
import struct
import sys
import threading

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()


def receive(conn, count):
    """So many octets; None where the client leaves before that."""
    data = b''
    while True:
        more = conn.recv(min(4096, count - len(data)))
        if not more:
            return None
        data += more
        if len(data) == count:
            return data


def serve(conn):
    try:
        with conn:
            while header := receive(conn, 5):
                kind, length = struct.unpack('>BI', header)
                if kind not in NAMES:
                    conn.sendall(b'ERROR\n')
                    conn.shutdown(socket.SHUT_WR)
                    while conn.recv(65536):
                        pass
                    break
                content = receive(conn, length)
                if content is None:
                    break       # the client left in the middle of a part
                with storing, open(NAMES[kind], 'wb') as file:
                    file.write(content)
                conn.sendall(b'OK\n')
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
