# Mistake: so that nobody disturbs the measurement, whoever connects while another client is being served
# is shown the door (TCP-THROUGHPUT-T4).
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
            data = current.recv(65536)
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
