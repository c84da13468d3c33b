# Mistake: notices that a client has finished, but leaves its connection open (TCP-THROUGHPUT-S3).
import socket
import sys
import threading

clients = []        # all of them, so that none is lost


def serve(conn):
    total = 0
    try:
        while data := conn.recv(65536):
            total += len(data)
    except ConnectionError:
        pass
    print(total, 'bytes', flush=True)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    clients.append(conn)
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
