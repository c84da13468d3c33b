# Mistake: decodes with errors='ignore', and so drops what is not UTF-8 (UDP-ECHO-S2).
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))
while True:
    data, client = sock.recvfrom(1024)
    text = data.decode('utf-8', errors='ignore')
    if text:
        print(text)
        sock.sendto(text.encode('utf-8'), client)
