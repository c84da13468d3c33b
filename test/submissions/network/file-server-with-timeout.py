# Takes a pause of the network for the end of the file.
import socket
import sys

with socket.socket() as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('', int(sys.argv[1])))
    listener.listen(20)
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(1.0)
            data = b''
            try:
                while len(data) < 4 or len(data) < 4 + int.from_bytes(data[:4], 'big'):
                    chunk = connection.recv(65536)
                    if not chunk:
                        break
                    data += chunk
            except socket.timeout:
                pass
            except OSError:
                continue
            if len(data) < 4:
                continue
            length = int.from_bytes(data[:4], 'big')
            if len(data) < 4 + length and not chunk:
                continue
            with open('recibido.bin', 'wb') as file:
                file.write(data[4:4 + length])
            try:
                connection.sendall(b'Gracias')
            except OSError:
                pass
