# Looks at no session.
import secrets
import socket
import sys
import threading

numbers = {}


def answer(words):
    match words:
        case ['LOGIN', _]:
            session = secrets.token_hex(8)
            numbers[session] = secrets.randbelow(100) + 1
            return f'SESSION {session}\n'
        case ['GUESS', session, guess]:
            number = numbers.get(session, 50)
            if number < int(guess):
                return 'LOWER\n'
            return 'HIGHER\n' if number > int(guess) else 'RIGHT\n'
    return 'ERROR\n'


def serve(conn):
    try:
        with conn, conn.makefile('rb') as lines:
            conn.sendall(b'Guess a number: ready\n')
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
