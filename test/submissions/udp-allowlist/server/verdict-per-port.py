# Mistake: remembers its decision by the port of who first came from there, whatever the address (UDP-ALLOWLIST-S4).
import socket
import sys

allowed = sys.argv[2].split(',')
verdicts = {}
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, (address, port) = s.recvfrom(65535)
    if port not in verdicts:
        verdicts[port] = address in allowed
    if data and verdicts[port]:
        s.sendto(data, (address, port))
