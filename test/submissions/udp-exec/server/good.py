# UDP echo that runs commands, each in a thread of its own. Conforms.
import socket
import subprocess
import sys
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', int(sys.argv[1])))     # what runs commands is for this machine only


def execute(command, client):
    status = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL).returncode
    s.sendto(str(status).encode(), client)


while True:
    data, client = s.recvfrom(65535)
    if data.startswith(b'EXEC '):
        threading.Thread(target=execute, args=(data[5:], client), daemon=True).start()
    elif data:
        s.sendto(data, client)
