# Mistake: starts the command without a shell, which alone knows what "exit 7" is (UDP-EXEC-S2).
import os
import shlex
import socket
import subprocess
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(os.environ['PORT'])))


def execute(command, client):
    try:
        status = subprocess.call(shlex.split(command))
    except FileNotFoundError:
        status = 127
    s.sendto(str(status).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        threading.Thread(target=execute, args=(data[5:].decode(), client), daemon=True).start()
    elif data:
        s.sendto(data, client)
