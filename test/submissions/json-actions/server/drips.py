import json
import socket
import struct
import sys
import threading
import time

STATE = json.dumps({"mensaje": "Adivina un número entre 1 y 100", "continuar": True}).encode()


def send_slowly(connection, content):
    for octet in struct.pack(">I", len(content)) + content:
        connection.sendall(bytes([octet]))
        time.sleep(1)


def serve(connection):
    try:
        send_slowly(connection, STATE)
        while connection.recv(4096):
            send_slowly(connection, STATE)
    except OSError:
        pass
    connection.close()


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen(100)
while True:
    connection, _ = server.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
