"""Mistake: capitalize() instead of upper() (TCP-UPPERCASE-S1, S2, S4, S5); it ends connections as it should."""
import socket
import sys
import threading


def serve(client):
    with client:
        try:
            text = b""
            answered = 0
            while True:
                data = client.recv(1024)
                if not data:
                    return
                text += data
                client.sendall(text.capitalize()[answered:])
                answered = len(text)
        except OSError:
            pass


listener = socket.create_server(("", int(sys.argv[1])), backlog=128)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
