# Mistake: one client at a time and a queue of one: of many at once most are not even
# connected within the deadline (TCP-ECHO-T7).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(1)
while True:
    conn, _ = listener.accept()
    try:
        while data := conn.recv(4096):
            conn.sendall(data)
    except ConnectionError:
        pass
    conn.close()
