# UDP echo for those on the list only. Conforms.
import socket
import sys

allowed = set(sys.argv[2].split(','))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    if client[0] not in allowed:
        print('refused:', client[0], flush=True)
    elif data:
        s.sendto(data, client)
