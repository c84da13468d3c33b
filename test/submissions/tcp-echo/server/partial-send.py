# Mistake: send is not sendall: on a socket that does not block it takes what fits into its
# buffer, and the rest of a large block is forgotten (TCP-ECHO-S4, and so S6).
import select
import socket
import sys
import threading


def serve(conn):
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    conn.setblocking(False)
    try:
        while True:
            select.select([conn], [conn], [])
            select.select([conn], [], [])
            data = conn.recv(65536)
            if not data:
                break
            conn.send(data)
    except (ConnectionError, BlockingIOError):
        pass
    conn.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
