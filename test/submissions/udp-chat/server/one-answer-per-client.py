# Mistake: each client is sent the first typed line only (UDP-CHAT-S3).
import os
import socket
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(os.environ['PORT'])))
latest = None
answered = set()


def keyboard():
    while True:
        line = input()
        if latest and latest not in answered:
            s.sendto(line.encode(), latest)
            answered.add(latest)


threading.Thread(target=keyboard, daemon=True).start()
while True:
    data, latest = s.recvfrom(65535)
    print(data.decode(), flush=True)
