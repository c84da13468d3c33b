# Chat client, taking turns: asks for a line, sends it, shows the reply. Conforms.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
while True:
    try:
        line = input('> ')
    except EOFError:
        break
    s.sendto(line.encode(), server)
    data, _ = s.recvfrom(65535)
    print('-->', data.decode(errors='replace'), flush=True)
