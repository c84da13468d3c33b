# Mistake: what one recv returns is taken for the whole reply (COMMAND-SESSION-X5).
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    command = input('Command: ')
    s.sendall((command + '\n').encode())
    if command == 'DATA':
        s.sendall((input('Input data to send: ') + '\n').encode())
    reply = s.recv(1024).decode()
    if not reply:
        sys.exit('The server has closed the connection')
    print(reply.rstrip(), flush=True)
    if command == 'QUIT':
        break
s.close()
