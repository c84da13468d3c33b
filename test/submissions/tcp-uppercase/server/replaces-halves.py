# Mistake: each piece is decoded by itself, and of a character that is cut between two
# pieces only question marks remain (TCP-UPPERCASE-S5).
import socket
import sys
import threading


def serve(conn):
    with conn:
        try:
            while data := conn.recv(1024):
                text = data.decode('utf-8', errors='replace')
                conn.sendall(text.upper().encode('utf-8'))
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
