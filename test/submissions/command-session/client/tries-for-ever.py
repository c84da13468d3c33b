# Mistake: where nobody listens it tries again, for ever (COMMAND-SESSION-X2).
import socket
import sys
import time

while True:
    try:
        s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
        break
    except ConnectionRefusedError:
        print('Waiting for the server...', flush=True)
        time.sleep(0.5)
replies = s.makefile(encoding='utf-8', errors='replace')
while True:
    command = input('Command: ')
    s.sendall((command + '\n').encode())
    if command == 'DATA':
        s.sendall((input('Input data to send: ') + '\n').encode())
    while True:
        reply = replies.readline()
        if not reply:
            sys.exit('The server has closed the connection')
        print(reply.rstrip(), flush=True)
        if not reply.startswith('Command-description:'):    # belongs to the reply before
            break
    if reply.startswith('200'):
        break
s.close()
