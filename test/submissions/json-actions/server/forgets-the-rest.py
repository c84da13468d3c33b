# Mistake: what was read past the end of the first frame is thrown away (JSON-ACTIONS-S8).
import json
import os
import random
import socket
import struct
import threading


def recv_frame(conn):
    data = bytearray()
    while len(data) < 4 or len(data) < 4 + int.from_bytes(data[:4], 'big'):
        chunk = conn.recv(4096)
        if not chunk:
            return None
        data += chunk
    return data[4:4 + int.from_bytes(data[:4], 'big')]


def send_state(conn, mensaje, continuar):
    text = json.dumps({'mensaje': mensaje, 'continuar': continuar}, ensure_ascii=False).encode()
    conn.sendall(struct.pack('>I', len(text)) + text)


def play(conn):
    secret = None
    send_state(conn, '¡Bienvenido! Adivina el número.', True)
    while (body := recv_frame(conn)) is not None:
        try:
            action = json.loads(body)
            tipo = action['tipo']
        except (ValueError, TypeError, KeyError):
            send_state(conn, 'No entiendo esa acción.', True)
            continue
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


def serve(conn):
    with conn:
        try:
            play(conn)
        except ConnectionError:
            pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(os.environ['PORT'])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
