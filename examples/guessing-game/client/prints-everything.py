# Prints whatever comes.
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn, conn.makefile('rw', newline='\n') as server:
    print(server.readline().strip())
    print('Your name: ', end='', flush=True)
    server.write(f'LOGIN {sys.stdin.readline().strip()}\n')
    server.flush()
    session = server.readline().split()[1]
    print(f'Logged in: {session}')
    print('Your guess: ', end='', flush=True)
    for typed in sys.stdin:
        server.write(f'GUESS {session} {typed.strip()}\n')
        server.flush()
        answer = server.readline().strip()
        if answer in ('', 'RIGHT'):
            break
        print(f'It is {answer.lower()}.')
        print('Your guess: ', end='', flush=True)
