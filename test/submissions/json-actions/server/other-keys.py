"""Mistake: the state has other keys ("message", "continue") than agreed, so every requirement about a state's members is violated; T requirements are in order."""
import json
import socket
import struct
import sys
import threading


def read_exactly(client, count):
    data = b""
    while len(data) < count:
        piece = client.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def send(client, message, go_on):
    text = json.dumps({"message": message, "continue": go_on}).encode()
    client.sendall(struct.pack("!I", len(text)) + text)


def play(client):
    with client:
        try:
            send(client, "hola", True)
            while True:
                (length,) = struct.unpack("!I", read_exactly(client, 4))
                if length > 1_000_000:
                    return
                kind = json.loads(read_exactly(client, length))["tipo"]
                send(client, kind, kind != "\\salir")
                if kind == "\\salir":
                    return
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            pass


listener = socket.create_server(("", int(sys.argv[1])), backlog=128)
while True:
    threading.Thread(target=play, args=(listener.accept()[0],), daemon=True).start()
