# Mistake: whoever connects while another client is being served is shown the door
# (TCP-MULTIPART-T4, and of 50 at once nearly all: T7).
import select
import socket
import struct
import sys

NAMES = {1: 'mensaje.txt', 2: 'imagen.bin'}


def session(conn):
    """Takes what the client sends, stores and answers its parts, and ends with the session."""
    rest = b''
    while data := (yield):
        rest += data
        while len(rest) >= 5:
            kind, length = struct.unpack('>BI', rest[:5])
            if kind not in NAMES:
                conn.sendall(b'ERROR\n')
                conn.shutdown(socket.SHUT_WR)
                while (yield):
                    pass
                return
            if len(rest) < 5 + length:
                break
            with open(NAMES[kind], 'wb') as file:
                file.write(rest[5:5 + length])
            rest = rest[5 + length:]
            conn.sendall(b'OK\n')


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
current = None
while True:
    readable, _, _ = select.select([listener, current] if current else [listener], [], [])
    # Whoever connects is looked at first, so that it does not depend on the machine's load who is found to be second.
    if listener in readable:
        conn, _ = listener.accept()
        if current:
            conn.close()
        else:
            current = conn
            dialogue = session(current)
            next(dialogue)
    else:
        try:
            dialogue.send(current.recv(65536))
        except (StopIteration, OSError):
            current.close()
            current = None
