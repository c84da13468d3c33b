# Mistake: looks for EXEC without the space behind it, so that EXECUTE is a command (UDP-EXEC-S3).
import socket
import subprocess
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))


def run(command, client):
    status = subprocess.run(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    s.sendto(str(status).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC'):
        threading.Thread(target=run, args=(data[5:].decode(), client), daemon=True).start()
    else:
        s.sendto(data, client)
