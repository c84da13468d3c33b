# Mistake: recv(5) is taken to return the whole header or nothing (TCP-MULTIPART-S6).
import socket
import struct
import sys
import threading

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()


def serve(conn):
    try:
        with conn:
            while len(header := conn.recv(5)) == 5:
                kind, length = struct.unpack('>BI', header)
                if kind not in NAMES:
                    conn.sendall(b'ERROR\n')
                    conn.shutdown(socket.SHUT_WR)
                    while conn.recv(65536):
                        pass
                    break
                content = b''
                while len(content) < length:
                    data = conn.recv(length - len(content))
                    if not data:
                        return      # the client left in the middle of a part
                    content += data
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
