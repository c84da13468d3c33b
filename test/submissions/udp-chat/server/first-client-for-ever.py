# Mistake: what is typed goes to the first client for ever (UDP-CHAT-S2 as soon as there is a second one).
import socket
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
partner = None


def keyboard():
    while True:
        line = input()
        if partner:
            s.sendto(line.encode(), partner)


threading.Thread(target=keyboard, daemon=True).start()
while True:
    data, client = s.recvfrom(65535)
    partner = partner or client
    print(data.decode(), flush=True)
