# Mistake: thanks each client with a line of its own (TCP-THROUGHPUT-S2).
import socket
import sys
import threading


def serve(conn):
    total = 0
    try:
        while data := conn.recv(65536):
            total += len(data)
        conn.sendall(b'OK %d\n' % total)
    except ConnectionError:
        pass
    conn.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
