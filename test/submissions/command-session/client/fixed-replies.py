# Mistake: shows the reply that belongs to the command, whatever the server sent (COMMAND-SESSION-X4).
import socket
import sys

REPLIES = {'HELO': '100 OK', 'DATA': '300 DRCV', 'QUIT': '200 BYE'}
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
        print(REPLIES.get(command, '400 BCMD'), flush=True)
        if not reply.startswith('Command-description:'):    # belongs to the reply before
            break
    if reply.startswith('200'):
        break
s.close()
