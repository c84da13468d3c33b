# Mistake: what has come is collected, and with each segment all of it is sent again
# (TCP-UPPERCASE-S4, and S5 where a character is cut).
import socket
import sys
import threading


def serve(conn):
    sentence = b''
    try:
        while data := conn.recv(1024):
            sentence += data
            conn.sendall(sentence.upper())
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
