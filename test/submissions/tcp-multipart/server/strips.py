# Mistake: contents are stripped of white space before they are stored (TCP-MULTIPART-S1).
import socket
import struct
import sys
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
                content = stream.read(length)
                if len(content) < length:
                    break       # the client left in the middle of a part
                with storing, open(NAMES[kind], 'wb') as file:
                    file.write(content.strip())
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
