# Mistake: whatever is no text is stored as an image (TCP-MULTIPART-S7).
import socket
import struct
import sys
import threading

storing = threading.Lock()


def serve(conn):
    try:
        with conn, conn.makefile('rb') as stream:
            while len(header := stream.read(5)) == 5:
                kind, length = struct.unpack('>BI', header)
                content = stream.read(length)
                if len(content) < length:
                    break       # the client left in the middle of a part
                with storing, open('mensaje.txt' if kind == 1 else 'imagen.bin', 'wb') as file:
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
