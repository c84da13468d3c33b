# Mistake: collects what a client sends within 30 ms and echoes it in one datagram (UDP-ECHO-U6).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    sock.settimeout(None)
    data, client = sock.recvfrom(65535)
    collected = {client: data}
    sock.settimeout(0.03)
    try:
        while True:
            data, client = sock.recvfrom(65535)
            collected[client] = collected.get(client, b'') + data
    except socket.timeout:
        pass
    for client, data in collected.items():
        if data:
            sock.sendto(data[:65507], client)
