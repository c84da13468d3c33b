#!/usr/bin/env python3
# The lecture's UDP echo client (004, section 1.1), as it stands there. It waits for a reply without a
# timeout, which violates UDP-ECHO-X2 and UDP-ECHO-X3.
import socket

HOST = 'localhost'
PORT = 3500
LONG_MENSAJE = 1024
mensaje = 'TyR: Echo sobre UDP'

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(mensaje.encode(), (HOST, PORT))
data = s.recvfrom(LONG_MENSAJE)
s.close()
print ('-->', data[0].decode())
