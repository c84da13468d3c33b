# Mistake: the pieces of a line are put together with spaces between them (LINE-UPPERCASE-S2, and S6,
# since a long line always comes in pieces).
import socket
import sys
import threading


def serve(conn):
    pieces = []
    with conn:
        try:
            while data := conn.recv(1024):
                pieces.append(data)
                if data.endswith(b'\n'):
                    conn.sendall(b' '.join(piece for piece in pieces if piece != b'\n').rstrip(b'\r\n').upper() + b'\n')
                    pieces = []
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
