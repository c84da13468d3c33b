# Mistake: logs each length as a signed 16-bit number; struct.error ends the server at 65 507 (UDP-ECHO-U4).
import socket
import struct
import sys
import tempfile

log = tempfile.TemporaryFile()
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(65535)
    log.write(struct.pack('>h', len(data)))
    if data:
        sock.sendto(data, client)
