# Mistake: whether data is expected is kept once for all clients, not for each of them (COMMAND-SESSION-S14).
import select
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
buffers = {}        # client -> what it has sent of its next line
expecting_data = False


def handle(conn, line):
    """Answers one line; False where it was the last."""
    global expecting_data
    if expecting_data:
        expecting_data = False
        conn.sendall(b'300 DRCV\n')
    elif line == b'DATA':
        expecting_data = True
    elif line == b'HELO':
        conn.sendall(b'100 OK\n')
    elif line == b'QUIT':
        conn.sendall(b'200 BYE\n')
        return False
    else:
        conn.sendall(b'400 BCMD\n')
    return True


def goes_on(conn):
    data = conn.recv(65536)
    *lines, buffers[conn] = (buffers[conn] + data).split(b'\n')
    return all(handle(conn, line.rstrip(b'\r')) for line in lines) and data != b''


while True:
    readable, _, _ = select.select([listener, *buffers], [], [])
    for ready in readable:
        if ready is listener:
            conn, _ = listener.accept()
            buffers[conn] = b''
            continue
        try:
            open_still = goes_on(ready)
        except ConnectionError:
            open_still = False
        if not open_still:
            expecting_data = False
            del buffers[ready]
            ready.close()
