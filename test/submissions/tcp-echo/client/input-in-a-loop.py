# Mistake: goes back to its prompt after the reply (TCP-ECHO-X1). What it prints is seen on a terminal only.
import socket
import sys

while True:
    mensaje = input('Mensaje (fin para acabar): ')
    if mensaje == 'fin':
        break
    datos = mensaje.encode()
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
        s.sendall(datos)
        s.shutdown(socket.SHUT_WR)
        eco = b''
        while True:
            trozo = s.recv(4096)
            if not trozo:
                break
            eco += trozo
    if not eco:
        sys.exit('El servidor no responde')
    print('Eco:', eco.decode())
