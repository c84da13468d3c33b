# Conforming: what it prints is seen on a terminal only, since a pipe has a buffer.
import json
import socket
import struct
import sys


def exactly(n):
    data = b''
    while len(data) < n:
        chunk = sock.recv(n - len(data))
        if not chunk:
            sys.exit('El servidor se fue.')
        data += chunk
    return data


def ask():
    while True:
        words = input('-> ').split(' ')
        if words in (['\\juego_nuevo'], ['\\salir']):
            return {'tipo': words[0]}
        if len(words) == 2 and words[0] == '\\jugada' and words[1].isdigit():
            return {'tipo': words[0], 'data': int(words[1])}
        print('Input inválido.')


sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    state = json.loads(exactly(struct.unpack('>I', exactly(4))[0]))
    print(state['mensaje'])
    if not state['continuar']:
        break
    action = json.dumps(ask()).encode()
    sock.sendall(struct.pack('>I', len(action)) + action)
