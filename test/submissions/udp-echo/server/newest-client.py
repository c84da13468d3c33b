# Mistake: gathers what comes within 30 ms and sends every reply to the client that came to it last (UDP-ECHO-U1).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
clients = []
waiting = []


def receive(seconds):
    sock.settimeout(seconds)
    data, client = sock.recvfrom(65535)
    if client not in clients:
        clients.append(client)
    if data:
        waiting.append(data)


while True:
    receive(None)
    try:
        while True:
            receive(0.03)
    except socket.timeout:
        while waiting:
            sock.sendto(waiting.pop(), clients[-1])
