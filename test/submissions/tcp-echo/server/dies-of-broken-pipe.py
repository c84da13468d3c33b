# Mistake: catches the reset on recv, but then sends once more, where nobody
# catches the BrokenPipeError (TCP-ECHO-T3).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    data = b'?'
    while data:
        try:
            data = conn.recv(4096)
        except ConnectionError:
            data = b''
        conn.sendall(data)
    conn.close()
