# Mistake: replies with what os.system returns, which is the wait status: 1792 for exit 7 (UDP-EXEC-S2; 256 for false: -S1).
import os
import socket
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))


def execute(command, client):
    s.sendto(str(os.system(command)).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        threading.Thread(target=execute, args=(data[5:], client), daemon=True).start()
    elif data:
        s.sendto(data, client)
