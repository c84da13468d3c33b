# Mistake: OK is answered for each block of 64 KiB, not for each part (TCP-MULTIPART-S3).
import os
import socket
import struct
import threading

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()


def serve(conn):
    try:
        with conn, conn.makefile('rb') as stream:
            while len(header := stream.read(5)) == 5:
                kind, length = struct.unpack('>BI', header)
                if kind not in NAMES:
                    conn.sendall(b'ERROR\n')
                    conn.shutdown(socket.SHUT_WR)
                    while stream.read(65536):
                        pass
                    break
                content = b''
                while True:
                    wanted = min(length - len(content), 65536)
                    block = stream.read(wanted)
                    if len(block) < wanted:
                        return      # the client left in the middle of a part
                    content += block
                    if len(content) == length:
                        with storing, open(NAMES[kind], 'wb') as file:
                            file.write(content)
                    conn.sendall(b'OK\n')
                    if len(content) == length:
                        break
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
