# Mistake: the type octet of the first part is looked at; after that text and image are taken to alternate, the text
# being first, so a text after an image is stored as the image (TCP-MULTIPART-S2).
import socket
import struct
import sys
import threading

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()


def serve(conn):
    try:
        with conn, conn.makefile('rb') as stream:
            parts = 0
            while len(header := stream.read(5)) == 5:
                kind, length = struct.unpack('>BI', header)
                if kind not in NAMES:
                    conn.sendall(b'ERROR\n')
                    conn.shutdown(socket.SHUT_WR)
                    while stream.read(65536):
                        pass
                    break
                content = stream.read(length)
                if len(content) < length:
                    break       # the client left in the middle of a part
                if parts > 0:
                    kind = 2 if parts % 2 == 1 else 1
                parts += 1
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
