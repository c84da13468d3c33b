# Chat server, taking turns; sends the line with its end. Conforms.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    print(f'{client[0]}: {data.decode(errors="replace")}', flush=True)
    try:
        line = input('> ')
    except EOFError:
        break
    s.sendto((line + '\n').encode(), client)
