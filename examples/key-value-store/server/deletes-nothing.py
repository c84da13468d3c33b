# Deletes nothing.
import socket
import sys
import threading


store = {}


def answer(words):
    match words:
        case ['SET', key, value]:
            store[key] = value
            return '+OK\n'
        case ['GET', key]:
            value = store.get(key)
            return '$-1\n' if value is None else f'${len(value.encode())}\n{value}\n'
        case ['DEL', key]:
            return ':1\n' if key in store else ':0\n'
        case ['LIST']:
            return ''.join(f'{key}\n' for key in store) + '.\n'
        case ['UPPER', key]:
            return store[key].upper() + '\n'
        case ['REVERSE', key]:
            return store[key][::-1] + '\n'
    return '-ERR no such request\n'


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            for line in lines:
                reply = answer(line.decode(errors='replace').split())
                if reply is None:
                    break
                conn.sendall(reply.encode())
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
