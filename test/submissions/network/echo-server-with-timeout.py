# Takes the time that TCP needs to send a lost segment again for the end of the stream.
import socket
import sys
import threading


def serve(connection):
    with connection:
        try:
            while data := connection.recv(65536):
                connection.sendall(data)
                connection.settimeout(0.6)
        except OSError:
            pass


with socket.socket() as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('', int(sys.argv[1])))
    listener.listen(100)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
