# Mistake: whoever connects while another client is being served is shown the door
# (COMMAND-SESSION-T4; the second of two, S14; of 50 at once nearly all, T7).
import select
import socket
import sys


def session(conn):
    """Takes what the client sends, answers each line, and ends with the session."""
    rest = b''
    expecting_data = False
    while data := (yield):
        *lines, rest = (rest + data).split(b'\n')
        for line in lines:
            line = line.rstrip(b'\r')
            if expecting_data:
                expecting_data = False
                conn.sendall(b'300 DRCV\n')
            elif line == b'DATA':
                expecting_data = True
            elif line == b'HELO':
                conn.sendall(b'100 OK\n')
            elif line == b'QUIT':
                conn.sendall(b'200 BYE\n')
                return
            else:
                conn.sendall(b'400 BCMD\n')


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
