# Mistake: where there is no server, or it has gone, it connects again, for ever (COMMAND-SESSION-X2, X3).
import socket
import sys
import time


def connect():
    while True:
        try:
            return socket.create_connection((sys.argv[1], int(sys.argv[2])))
        except OSError as error:
            print(error, 'Trying again...', flush=True)
            time.sleep(0.5)


def exchange(request):
    """Sends the request and returns the reply, on a new connection where the old one is lost."""
    global s, replies
    while True:
        try:
            s.sendall(request)
            reply = replies.readline()
            while reply.startswith('Command-description:'):
                print(reply.rstrip(), flush=True)
                reply = replies.readline()
            if reply:
                return reply
        except OSError:
            pass
        s.close()
        s = connect()
        replies = s.makefile(encoding='utf-8', errors='replace')


s = connect()
replies = s.makefile(encoding='utf-8', errors='replace')
reply = ''
while not reply.startswith('200'):
    command = input('Command: ')
    request = command + '\n'
    if command == 'DATA':
        request += input('Input data to send: ') + '\n'
    reply = exchange(request.encode())
    print(reply.rstrip(), flush=True)
s.close()
