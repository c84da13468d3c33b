# Mistake: where nobody listens it tries again every second, for ever (UDP-ECHO-X2).
import socket
import sys
import time

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
s.settimeout(3)
message = input('Message: ').encode()
while True:
    try:
        s.send(message)
        print(s.recv(1024).decode())
        break
    except ConnectionRefusedError:
        time.sleep(1)
s.close()
