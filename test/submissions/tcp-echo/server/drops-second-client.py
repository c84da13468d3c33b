# Mistake: whoever connects while another client is being served is shown the door
# (TCP-ECHO-T4, and of 50 at once nearly all: T7).
import select
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
current = None
while True:
    watched = [listener, current] if current else [listener]
    readable, _, _ = select.select(watched, [], [])
    if current and current in readable:
        try:
            data = current.recv(4096)
            current.sendall(data)
        except ConnectionError:
            data = b''
        if not data:
            current.close()
            current = None
    if listener in readable:
        conn, _ = listener.accept()
        if current:
            conn.close()
        else:
            current = conn
