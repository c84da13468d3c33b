#!/usr/bin/env python3
# The lecture's file client (003), as it stands there, with a host and a port. Its single recv violates FILE-TRANSFER-X5.
import socket

host_recep = 'localhost'
puerto_recep = 5050

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

sock.connect((host_recep, puerto_recep))
print("Conexión establecida.")

with open('enviar.bin', 'rb') as binf:
    datos = binf.read()
    largo = len(datos)
    sock.sendall(largo.to_bytes(4, byteorder='big'))
    sock.sendall(datos)

print("¡Archivo enviado!")

print("Respuesta:", sock.recv(4096).decode('utf-8'))

# Cerramos el socket.
sock.close()
