# Mistake: what is no command never gets to the server, the client itself complains (COMMAND-SESSION-C3).
import os
import socket
import sys

s = socket.create_connection((os.environ['HOST'], int(os.environ['PORT'])))
replies = s.makefile(encoding='utf-8', errors='replace')
while True:
    command = input('Command: ')
    if command not in ('HELO', 'DATA', 'QUIT'):
        print('Unknown command', flush=True)
        continue
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
