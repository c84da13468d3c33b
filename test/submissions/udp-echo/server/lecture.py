#!/usr/bin/env python3
# The lecture's UDP echo server (004, section 1.2), as it stands there.
import socket

HOST = 'localhost'      # address or name it listens on
PORT = 3500             # port it listens on
LONG_MENSAJE = 1024     # most bytes taken at once

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((HOST, PORT))
print ('Socket creado, escuchando en %s:%i' % (HOST, PORT))

while True:
    print ('Esperando clientes...')
    data, address = s.recvfrom(LONG_MENSAJE)
    print ('Conexion desde: %s:%i' % (address[0], address[1]))
    # only where there is data is there an echo
    if data:
        s.sendto(data, address)
