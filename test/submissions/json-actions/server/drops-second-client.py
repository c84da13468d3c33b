# Mistake: whoever connects while another client plays is shown the door
# (JSON-ACTIONS-T4, and of 50 at once nearly all: T7).
import json
import random
import select
import socket
import sys


def send_state(conn, mensaje, continuar):
    text = json.dumps({'mensaje': mensaje, 'continuar': continuar}).encode()
    conn.sendall(len(text).to_bytes(4, 'big') + text)


def handle(conn, body):
    """Answers one action; False once the client has said that it leaves."""
    global secret
    try:
        action = json.loads(body)
        tipo, data = action['tipo'], action.get('data')
    except (ValueError, TypeError, KeyError):
        tipo = data = None
    if tipo == '\\salir':
        send_state(conn, 'Adiós', False)
        return False
    if tipo == '\\juego_nuevo':
        secret = random.randint(0, 9)
        send_state(conn, 'Adivina mi número', True)
    elif tipo == '\\jugada' and type(data) is int:
        send_state(conn, 'Sí' if data == secret else 'No', True)
    else:
        send_state(conn, 'No entiendo', True)
    return True


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
current, secret, data = None, None, b''
while True:
    readable, _, _ = select.select([listener, current] if current else [listener], [], [])
    # Whoever connects is looked at first, so that it does not depend on the machine's load who is found to be second.
    if listener in readable:
        conn, _ = listener.accept()
        if current:
            conn.close()
            continue
        current, secret, data = conn, None, b''
        try:
            send_state(conn, 'Bienvenido', True)
        except ConnectionError:
            conn.close()
            current = None
        continue
    if current in readable:
        try:
            chunk = current.recv(65536)
            data += chunk
            going = chunk != b''
            while going and len(data) >= 4 and len(data) >= 4 + (n := int.from_bytes(data[:4], 'big')):
                going = handle(current, data[4:4 + n])
                data = data[4 + n:]
        except ConnectionError:
            going = False
        if not going:
            current.close()
            current = None
