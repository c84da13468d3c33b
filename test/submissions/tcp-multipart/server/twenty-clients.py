# Mistake: there is room for twenty clients; who connects while they are all there is sent away (TCP-MULTIPART-T7).
import socket
import struct
import sys
import threading
import time

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}
storing = threading.Lock()
room = threading.Semaphore(20)


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
                    file.write(content)
                conn.sendall(b'OK\n')
    except ConnectionError:
        pass


def serve_if_room(conn):
    if not room.acquire(blocking=False):
        conn.close()
        return
    try:
        serve(conn)
    finally:
        time.sleep(0.2)     # until the connection is really gone
        room.release()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve_if_room, args=(conn,), daemon=True).start()
