# Mistake: looks at the first octet of what may be an empty read (TCP-THROUGHPUT-T2).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    try:
        data = conn.recv(65536)
        print('a stream of octets', data[0], flush=True)
        while data:
            data = conn.recv(65536)
    except ConnectionError:
        pass
    conn.close()
