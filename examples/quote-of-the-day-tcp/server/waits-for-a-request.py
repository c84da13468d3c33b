# Waits until the client has said something.
import socket
import sys

QUOTE = b"""Between the idea and the reality, between the motion and the act,
falls the shadow. (T. S. Eliot)
"""

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    with conn:
        try:
            if conn.recv(1024):
                conn.sendall(QUOTE)
        except ConnectionError:
            pass
