# Mistake: sequential; the first action is shown without asking whether there is one, so a client that leaves
# without sending anything ends the server with a TypeError (JSON-ACTIONS-T2).
import json
import random
import socket
import struct
import sys


def recv_exactly(conn, n):
    data = bytearray()
    while len(data) < n:
        chunk = conn.recv(min(65536, n - len(data)))
        if not chunk and not data:
            return None
        if not chunk:
            raise ConnectionError('left in the middle of a frame')
        data += chunk
    return bytes(data)


def recv_frame(conn):
    header = recv_exactly(conn, 4)
    return header and recv_exactly(conn, struct.unpack('>I', header)[0])


def send_state(conn, mensaje, continuar):
    text = json.dumps({'mensaje': mensaje, 'continuar': continuar}, ensure_ascii=False).encode()
    conn.sendall(struct.pack('>I', len(text)) + text)


def play(conn):
    secret = None
    send_state(conn, '¡Bienvenido! Adivina el número.', True)
    body = recv_frame(conn)
    print('Primera acción:', len(body), 'bytes', flush=True)
    while body is not None:
        try:
            action = json.loads(body)
            tipo = action['tipo']
        except (ValueError, TypeError, KeyError):
            tipo = action = None
        if tipo == '\\juego_nuevo':
            secret = random.randint(0, 9)
            send_state(conn, 'Pensé un número del 0 al 9.', True)
        elif tipo == '\\jugada':
            data = action.get('data')
            if secret is None:
                send_state(conn, 'Primero empieza un juego.', True)
            elif type(data) is not int:
                send_state(conn, 'Falta el número.', True)
            elif data == secret:
                secret = None
                send_state(conn, '¡Adivinaste!', True)
            else:
                send_state(conn, 'Es mayor.' if data < secret else 'Es menor.', True)
        elif tipo == '\\salir':
            send_state(conn, '¡Adiós!', False)
            return
        else:
            send_state(conn, 'Acción desconocida.', True)
        body = recv_frame(conn)


def serve(conn):
    with conn:
        try:
            play(conn)
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    serve(conn)
