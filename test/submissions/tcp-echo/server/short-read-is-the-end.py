# Mistake: a first read that does not fill the buffer is taken for the whole message,
# and the connection is closed after it (TCP-ECHO-S5).
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            data = conn.recv(1024)
            conn.sendall(data)
            if len(data) < 1024:
                return
            while data := conn.recv(1024):
                conn.sendall(data)
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
