# Mistake: accept is outside the loop, so the first client is the last (TCP-ECHO-T1),
# also where that client was silent, reset its connection, or others wait (T2, T3, T4, T7).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
conn, address = listener.accept()
try:
    while True:
        data = conn.recv(4096)
        if not data:
            break
        conn.sendall(data)
except ConnectionError:
    pass
conn.close()
listener.close()
