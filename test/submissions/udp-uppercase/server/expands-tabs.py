# Conforming: expandtabs() makes spaces of a tab, but no requirement speaks of control characters over UDP.
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(2048)
    text = data.expandtabs().upper()
    print('%s: %s' % (client, text))
    sock.sendto(text, client)
