# Mistake: the reply does not go to the client that has asked, but to the variable conn, and that is
# whoever connected last (TCP-UPPERCASE-T4 and T7).
import select
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
clients = []
while True:
    readable, _, _ = select.select([listener] + clients, [], [])
    if listener in readable:        # newcomers first
        conn, address = listener.accept()
        clients.append(conn)
        continue
    for client in readable:
        try:
            print('reading from', client.getpeername())     # an error where it has reset its connection
            data = client.recv(1024)
            if data:
                conn.sendall(data.upper())
        except OSError:
            data = b''
        if not data:
            clients.remove(client)
            client.close()
