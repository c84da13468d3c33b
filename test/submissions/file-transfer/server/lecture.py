#!/usr/bin/env python3
# The lecture's file server (003), as it stands there, with a host and a port.
import socket

host = 'localhost'
puerto = 5050

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((host, puerto))
sock.listen()
print('Escuchando...')

sock_cl, _ = sock.accept()
print("Conexión entrante aceptada.")

largo = int.from_bytes(sock_cl.recv(4), byteorder='big')
datos = bytearray()

while len(datos) < largo:
    leer = min(4096, largo - len(datos))
    recibidos = sock_cl.recv(leer)
    datos.extend(recibidos)

with open('recibido.bin', 'wb') as binf:
    binf.write(datos)

print("¡Archivo recibido!")
sock_cl.sendall("Gracias".encode('utf-8'))

# Cerramos los sockets.
sock_cl.close()
sock.close()
