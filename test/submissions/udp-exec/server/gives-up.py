# Mistake: gives up a command that takes longer than a second, and nobody catches the error (UDP-EXEC-S5).
import socket
import subprocess
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        status = subprocess.run(data[5:], shell=True, stdin=subprocess.DEVNULL, timeout=1).returncode
        s.sendto(str(status).encode(), client)
    elif data:
        s.sendto(data, client)
