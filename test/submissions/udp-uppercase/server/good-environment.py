# UDP upper case of any letter; what is not UTF-8 only in ASCII. Conforms; takes its port from the environment.
import os
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', int(os.environ['PORT'])))
while True:
    data, client = sock.recvfrom(65535)
    try:
        reply = data.decode().upper().encode()
    except UnicodeDecodeError:
        reply = data.upper()
    try:
        sock.sendto(reply, client)
    except OSError as error:
        print('not sent to', client, error)
