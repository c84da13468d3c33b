#!/usr/bin/env python3
# The lecture's TCP echo server (004, section 2.2), as it stands there.
import socket

HOST = '127.0.0.1'      # address it listens on
PORT = 3500             # port it listens on
maxpedidos = 5          # length of the queue of waiting clients
LONG_MENSAJE = 1024     # most bytes taken at once

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(maxpedidos)
print ('Socket creado, escuchando en %s:%i' % (HOST, PORT))

while True:
    client, address = s.accept()
    data = client.recv(LONG_MENSAJE)
    print ('Conexion desde: %s:%i' % (address[0], address[1]))
    # only where there is data is there an echo
    if data:
        client.send(data)
    client.close()
