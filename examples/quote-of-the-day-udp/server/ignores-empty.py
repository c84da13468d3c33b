# Answers only where there is data.
import socket
import sys

QUOTE = b"""Between the idea and the reality, between the motion and the act,
falls the shadow. (T. S. Eliot)
"""

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('', int(sys.argv[1])))
while True:
    data, client = server.recvfrom(65535)
    if data:
        server.sendto(QUOTE, client)
