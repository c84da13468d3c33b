# Mistake: BrokenPipeError is caught, but a reset that is noticed while reading
# is a ConnectionResetError (LINE-UPPERCASE-T3).
import os
import socket

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    try:
        for line in conn.makefile('rb'):
            conn.sendall(line.rstrip(b'\r\n').upper() + b'\n')
    except BrokenPipeError:
        print(address, 'has left')
    conn.close()
