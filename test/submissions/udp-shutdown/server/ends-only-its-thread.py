# Mistake: sys.exit in a thread ends that thread only (UDP-SHUTDOWN-S2).
import socket
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))


def answer(data, client):
    if data == b'SHUTDOWN':
        sys.exit(0)
    if data:
        s.sendto(data, client)


while True:
    threading.Thread(target=answer, args=s.recvfrom(65535)).start()
