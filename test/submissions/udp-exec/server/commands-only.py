# Mistake: what is no command is not echoed but called an error (UDP-EXEC-S3).
import socket
import subprocess
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))


def execute(command, client):
    status = subprocess.call(command, shell=True)
    s.sendto(str(status).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        threading.Thread(target=execute, args=(data[5:], client), daemon=True).start()
    else:
        s.sendto(b'unknown message', client)
