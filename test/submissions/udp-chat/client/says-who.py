# Mistake: puts a name before each line that it sends (UDP-CHAT-C2).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = (sys.argv[1], int(sys.argv[2]))
while True:
    try:
        line = input('> ')
    except EOFError:
        break
    s.sendto(f'me: {line}'.encode(), server)
    data, _ = s.recvfrom(65535)
    print('-->', data.decode(errors='replace'), flush=True)
