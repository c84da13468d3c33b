import socket
import sys
import threading


def serve(connection):
    try:
        data = connection.recv(65536)
        while data:
            connection.sendall(data * 100)
    except OSError:
        pass
    connection.close()


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen(100)
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
