# Mistake: there is room for ten clients; the eleventh takes the place of the first and gets
# its replies, though that one is still there (TCP-ECHO-T7).
import select
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
places = [None] * 10        # who gets the replies of this place
place_of = {}               # client -> its place
count = 0
while True:
    readable, _, _ = select.select([listener, *place_of], [], [])
    if listener in readable:        # newcomers first
        conn, _ = listener.accept()
        places[count % 10] = conn
        place_of[conn] = count % 10
        count += 1
        continue
    for conn in readable:
        try:
            data = conn.recv(4096)
            if data:
                places[place_of[conn]].sendall(data)
        except OSError:
            data = b''
        if not data:
            del place_of[conn]
            conn.close()
