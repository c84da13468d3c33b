# File server. Mistake: the file is opened for appending, so it is right for the first client only.
import socket
import sys
import threading


def exactly(client, count):
    data = b''
    while len(data) < count:
        piece = client.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def serve(client):
    try:
        length = int.from_bytes(exactly(client, 4), 'big')
        pieces = []
        while length > 0:
            piece = client.recv(min(length, 65536))
            if not piece:
                raise EOFError
            pieces.append(piece)
            length -= len(piece)
        with open('recibido.bin', 'ab') as file:
            file.write(b''.join(pieces))
        client.sendall(b'Gracias')
    except (OSError, EOFError):
        pass
    client.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
