# Mistake: when the client has finished sending, the connection stays open (TCP-ECHO-S3).
import socket
import sys
import threading

clients = []        # all of them, so that none is lost


def serve(conn):
    try:
        while data := conn.recv(4096):
            conn.sendall(data)
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    clients.append(conn)
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
