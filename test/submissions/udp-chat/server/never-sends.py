# Mistake: what is typed goes to the screen only (UDP-CHAT-S2, -S3, -S4).
import select
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    readable, _, _ = select.select([s, sys.stdin], [], [])
    if s in readable:
        data, client = s.recvfrom(65535)
        print('they:', data.decode(), flush=True)
    if sys.stdin in readable:
        line = sys.stdin.readline()
        if not line:
            break
        print('me:', line.rstrip('\n'), flush=True)
