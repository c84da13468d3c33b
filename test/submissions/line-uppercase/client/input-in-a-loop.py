# Mistake: goes back to its prompt after the reply (LINE-UPPERCASE-X1). What it prints is seen on a terminal only.
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
fichero = s.makefile('r', encoding='utf-8', newline='\n')
while True:
    frase = input('Frase: ')
    if not frase:
        break
    s.sendall((frase + '\n').encode('utf-8'))
    respuesta = fichero.readline()
    if not respuesta:
        print('El servidor ha cerrado')
        break
    print('Respuesta:', respuesta.rstrip('\n'))
s.close()
