# Mistake: an empty line means to it that the reply is not there yet, and it reads again, for ever (COMMAND-SESSION-X3).
import socket
import sys
import time

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
replies = s.makefile(encoding='utf-8', errors='replace')
while True:
    command = input('Command: ')
    s.sendall((command + '\n').encode())
    if command == 'DATA':
        s.sendall((input('Input data to send: ') + '\n').encode())
    while True:
        reply = replies.readline()
        if not reply:
            time.sleep(0.01)
            continue
        print(reply.rstrip(), flush=True)
        if not reply.startswith('Command-description:'):    # belongs to the reply before
            break
    if reply.startswith('200'):
        break
s.close()
