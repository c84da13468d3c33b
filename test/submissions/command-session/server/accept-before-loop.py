# Mistake: accept stands before the loop, so the server ends with its first client (COMMAND-SESSION-T1, T2, T3, T4, T7,
# and whatever else takes a second client: S13, S14).
import socket
import sys

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\n'}


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            expecting_data = False
            for line in lines:
                if not line.endswith(b'\n'):
                    break       # the client left in the middle of a line
                line = line.rstrip(b'\r\n')
                if expecting_data:
                    expecting_data = False
                    conn.sendall(b'300 DRCV\n')
                elif line == b'DATA':
                    expecting_data = True
                else:
                    conn.sendall(REPLIES.get(line, b'400 BCMD\n'))
                    if line == b'QUIT':
                        break
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
conn, _ = listener.accept()
serve(conn)
