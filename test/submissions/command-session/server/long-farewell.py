# Mistake: a second line, with a farewell, follows 200 BYE (COMMAND-SESSION-S3).
import socket
import sys
import threading

REPLIES = {b'HELO': b'100 OK\n', b'QUIT': b'200 BYE\nConnection closed by the server\n'}


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
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
