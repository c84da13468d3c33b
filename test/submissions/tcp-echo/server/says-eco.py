# Eco: una respuesta por cada mensaje
import socket

PUERTO = 3501

servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
servidor.bind(('', PUERTO))
servidor.listen(5)
print('Escuchando en el puerto', PUERTO)

while True:
    cliente, direccion = servidor.accept()
    while True:
        datos = cliente.recv(1024)
        if not datos:
            break
        cliente.sendall(b'Eco: ' + datos)
    cliente.close()
