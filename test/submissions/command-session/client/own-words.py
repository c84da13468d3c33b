# Mistake: looks at the code only, and shows the words that belong to it in the lab sheet (COMMAND-SESSION-X4).
import socket
import sys

WORDS = {'100': '100 OK', '200': '200 BYE', '300': '300 DRCV', '400': '400 BCMD'}
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
            sys.exit('The server has closed the connection')
        if not reply.startswith('Command-description:'):    # belongs to the reply before
            break
    print(WORDS.get(reply[:3], reply.rstrip()), flush=True)
    if reply.startswith('200'):
        break
s.close()
