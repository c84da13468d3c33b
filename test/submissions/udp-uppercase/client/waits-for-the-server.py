# Mistake: where nobody listens it waits for the server to be started (UDP-UPPERCASE-X2).
import socket
import sys
import time

sentence = input('Input lowercase sentence: ').encode()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
s.settimeout(3)
reply = b''
while not reply:
    try:
        s.send(sentence)
        reply = s.recv(2048)
    except ConnectionRefusedError:
        print('The server is not running, waiting ...')
        time.sleep(1)
print(reply.decode())
