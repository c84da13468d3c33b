# TCP echo, one client after the other. Conforms; listens on 'localhost' by name.
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('localhost', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    with conn:
        try:
            while data := conn.recv(4096):
                conn.sendall(data)
        except ConnectionError as error:
            print('client lost:', error)
