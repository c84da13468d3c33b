# Mistake: takes the one character behind "\jugada " for the number (JSON-ACTIONS-C2).
import json
import socket
import struct
import sys


def recv_exactly(sock, n):
    data = bytearray()
    while len(data) < n:
        chunk = sock.recv(min(65536, n - len(data)))
        if not chunk:
            sys.exit('El servidor se fue.')
        data += chunk
    return bytes(data)


def recv_state(sock):
    length, = struct.unpack('>I', recv_exactly(sock, 4))
    state = json.loads(recv_exactly(sock, length))
    return state['mensaje'], state['continuar']


def send_action(sock, action):
    text = json.dumps(action).encode()
    sock.sendall(struct.pack('>I', len(text)) + text)


def parse(line):
    if line in ('\\juego_nuevo', '\\salir'):
        return {'tipo': line}
    words = line.split(' ')
    if len(words) == 2 and words[0] == '\\jugada' and words[1].isdecimal():
        return {'tipo': words[0], 'data': int(words[1][0])}
    return None


def ask():
    while (action := parse(input('-> '))) is None:
        print('Input inválido.')
    return action


sock = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=5)
sock.settimeout(None)
with sock:
    while True:
        mensaje, continuar = recv_state(sock)
        print(mensaje, flush=True)
        if not continuar:
            break
        send_action(sock, ask())
