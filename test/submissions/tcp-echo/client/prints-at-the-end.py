# Mistake: keeps what came until its user has had enough, so nothing is shown for now, and goes back to its prompt (TCP-ECHO-X1, -X4, -X5).
import socket
import sys

ecos = []
while (mensaje := input('Mensaje (fin para acabar): ')) != 'fin':
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
        s.sendall(mensaje.encode())
        s.shutdown(socket.SHUT_WR)
        eco = s.makefile('rb').read()
    if not eco:
        sys.exit('El servidor no responde')
    ecos.append(eco.decode())
print('\n'.join(ecos))
