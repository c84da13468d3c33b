# Mistake: the JSON is searched as a text instead of being parsed, so \u005c for the backslash is not understood (JSON-ACTIONS-S6).
import json
import random
import re
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
    conn.sendall(struct.pack('>I', len(text)) + text)


def play(conn):
    secret = None
    send_state(conn, '¡Bienvenido! Adivina el número.', True)
    while (body := recv_frame(conn)) is not None:
        text = body.decode(errors='replace')
        if '"\\\\juego_nuevo"' in text:
            secret = random.randint(0, 9)
            send_state(conn, 'Pensé un número del 0 al 9.', True)
        elif '"\\\\jugada"' in text:
            data = re.search(r'"data"\s*:\s*(\d+)', text)
            if secret is None:
                send_state(conn, 'Primero empieza un juego.', True)
            elif data is None:
                send_state(conn, 'Falta el número.', True)
            elif int(data[1]) == secret:
                secret = None
                send_state(conn, '¡Adivinaste!', True)
            else:
                send_state(conn, 'Es mayor.' if int(data[1]) < secret else 'Es menor.', True)
        elif '"\\\\salir"' in text:
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
