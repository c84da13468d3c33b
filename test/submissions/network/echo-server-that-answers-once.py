# Takes a request that is sent again, since its reply was lost, for one that it has answered.
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind(('', int(sys.argv[1])))
    answered = set()
    while True:
        data, client = server.recvfrom(65535)
        if not data:
            continue
        if (data, client) in answered:
            continue
        answered.add((data, client))
        server.sendto(data, client)
