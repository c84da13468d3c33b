# Mistake: nobody will send more than 64 KiB (TCP-ECHO-S4, and so S6).
import socket
import sys
import threading


def serve(conn):
    with conn:
        total = 0
        try:
            while total < 65536:
                data = conn.recv(min(4096, 65536 - total))
                if not data:
                    break
                conn.sendall(data)
                total += len(data)
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
