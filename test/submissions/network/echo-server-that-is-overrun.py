# Needs so long for each datagram that those which the network delivers together do not fit into its buffer.
import socket
import sys
import time

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind(('', int(sys.argv[1])))
    while True:
        data, client = server.recvfrom(65535)
        if not data:
            continue
        server.sendto(data, client)
        if len(data) < 500:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            time.sleep(0.02)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 200000)
