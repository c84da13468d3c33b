# Mistake: shows a short message as text; one that is not UTF-8 ends the server
# before it is echoed (TCP-ECHO-S2).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    try:
        data = conn.recv(65536)
        if len(data) <= 1024:
            print('Recibi: %s' % data.decode())
        while data:
            conn.sendall(data)
            data = conn.recv(65536)
    except ConnectionError:
        pass
    conn.close()
