# TCP upper-case server, one thread per client. Conforms; letters outside ASCII stay as they are.
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            while data := conn.recv(1024):
                conn.sendall(data.upper())
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
