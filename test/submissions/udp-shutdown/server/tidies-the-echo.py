# Mistake: strips the text and puts it into capitals for the comparison, and echoes what came of it (UDP-SHUTDOWN-S1).
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', int(sys.argv[1])))
while True:
    data, client = s.recvfrom(65535)
    text = data.decode(errors='replace').strip().upper()
    if text == 'SHUTDOWN':
        break
    s.sendto(text.encode(), client)
