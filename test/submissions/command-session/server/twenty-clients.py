# Mistake: there is room for twenty clients; who connects while they are all there is sent away (COMMAND-SESSION-T7).
import socket
import sys
import threading
import time

room = threading.Semaphore(20)
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


def serve_if_room(conn):
    if not room.acquire(blocking=False):
        conn.close()
        return
    try:
        serve(conn)
    finally:
        time.sleep(0.2)     # until the connection is really gone
        room.release()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve_if_room, args=(conn,), daemon=True).start()
