"""Mistake: the text comes back reversed (UDP-UPPERCASE-S1, S2, S3, S4); to whom and how often is in order."""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", int(sys.argv[1])))
while True:
    data, peer = sock.recvfrom(65535)
    try:
        sock.sendto(data.decode("utf-8", "replace").upper()[::-1].encode(), peer)
    except OSError:
        pass
