# Mistake: looks at the first byte without asking whether there is one,
# so a client that leaves without a word ends the server (TCP-ECHO-T2).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    try:
        data = conn.recv(1024)
        print('first byte:', data[0])
        while data:
            conn.sendall(data)
            data = conn.recv(1024)
    except ConnectionError:
        pass
    conn.close()
