#!/usr/bin/env python3
# The TCP echo client of the guided exercise, with a message of its own. Its single recv violates TCP-ECHO-X5.
import socket

HOST = '127.0.0.1'      # the server's address
PORT = 3500             # the server's port
MSG = 'Hola Mundo!'
LONG_MENSAJE = 1024     # at most this many bytes are read

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
s.sendall(MSG.encode())
data = s.recv(LONG_MENSAJE)
s.close()
print ('Recibido: ', data.decode())
