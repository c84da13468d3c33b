# Adds the texts.
import random
import socket
import sys
import threading

def answer(words):
    try:
        match words:
            case ['ADD', a, b]:
                return f'{a + b}\n'
            case ['SUB', a, b]:
                return f'{int(a) - int(b)}\n'
            case ['MUL', a, b]:
                return f'{int(a) * int(b)}\n'
            case ['DIV', a, b]:
                return f'{int(a) / int(b):.2f}\n'
            case ['DICE', sides]:
                return f'{random.randint(1, int(sides))}\n'
    except ZeroDivisionError:
        return 'ERROR division by zero\n'
    except ValueError:
        pass
    return 'ERROR no such request\n'


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
