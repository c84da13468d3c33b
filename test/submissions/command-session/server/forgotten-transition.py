# Mistake: the table of states has no QUIT for a session that was greeted and has stored its data (COMMAND-SESSION-S6).
import socket
import sys
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}
NEXT = {
    ('start', b'HELO'): 'greeted', ('start', b'DATA'): 'start', ('start', b'QUIT'): 'end',
    ('greeted', b'HELO'): 'greeted', ('greeted', b'DATA'): 'stored', ('greeted', b'QUIT'): 'end',
    ('stored', b'HELO'): 'greeted', ('stored', b'DATA'): 'stored',
}


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            expecting_data = False
            state = 'start'
            for line in lines:
                if not line.endswith(b'\n'):
                    break       # the client left in the middle of a line
                line = line.rstrip(b'\r\n')
                if expecting_data:
                    expecting_data = False
                    conn.sendall(b'300 DRCV\n')
                elif (state, line) not in NEXT:
                    state = 'start'
                    conn.sendall(b'400 BCMD\n')
                else:
                    state = NEXT[state, line]
                    if line == b'DATA':
                        expecting_data = True
                    else:
                        conn.sendall(REPLIES[line])
                    if state == 'end':
                        break
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
