# Mistake: a command that does not exist is reported with status 1 (UDP-EXEC-S4).
import socket
import subprocess
import sys
import threading

NOT_EXECUTED = (126, 127)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))


def execute(command, client):
    status = subprocess.call(command, shell=True)
    s.sendto(b'1' if status in NOT_EXECUTED else str(status).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        threading.Thread(target=execute, args=(data[5:], client), daemon=True).start()
    elif data:
        s.sendto(data, client)
