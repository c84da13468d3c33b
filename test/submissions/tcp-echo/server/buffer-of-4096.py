# One recv of 4 KiB is taken for the whole message; one thread per client.
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            data = conn.recv(4096)
            if data:
                conn.sendall(data)
            while conn.recv(4096):
                pass
        except ConnectionError:
            pass


with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('127.0.0.1', int(sys.argv[1])))
    s.listen(128)
    while True:
        conn, _ = s.accept()
        threading.Thread(target=serve, args=(conn,), daemon=True).start()
