# The game over JSON frames, but the length of each state is little-endian.
import json
import random
import socket
import struct
import sys
import threading


def recv_exactly(conn, n):
    data = bytearray()
    while len(data) < n:
        chunk = conn.recv(min(65536, n - len(data)))
        if not chunk:
            return None
        data += chunk
    return bytes(data)


def recv_frame(conn):
    header = recv_exactly(conn, 4)
    return header and recv_exactly(conn, struct.unpack('>I', header)[0])


def send_state(conn, mensaje, continuar):
    text = json.dumps({'mensaje': mensaje, 'continuar': continuar}, ensure_ascii=False).encode()
    conn.sendall(struct.pack('<I', len(text)) + text)


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
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
