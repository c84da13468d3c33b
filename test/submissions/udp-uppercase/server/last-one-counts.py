# Mistake: keeps one message for each client; a second overwrites the first, which is never answered (UDP-UPPERCASE-U6).
import socket
import sys
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
messages = {}


def answer(client):
    message = messages.pop(client, None)
    if message is not None:
        sock.sendto(message.upper(), client)


while True:
    data, client = sock.recvfrom(65535)
    messages[client] = data
    threading.Timer(0.03, answer, (client,)).start()
