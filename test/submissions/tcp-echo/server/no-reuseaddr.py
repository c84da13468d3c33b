# Mistake: SO_REUSEADDR is not set, so after a stop the port stays taken for a minute (TCP-ECHO-T6).
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            while data := conn.recv(4096):
                conn.sendall(data)
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
