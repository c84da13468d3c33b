# Calculator client. The reference.
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as conn, conn.makefile('rw', newline='\n') as server:
    while True:
        print('> ', end='', flush=True)
        typed = sys.stdin.readline()
        if typed == '':
            break
        a, _, b = typed.split()
        server.write(f'ADD {a} {b}\n')
        server.flush()
        result = server.readline().strip()
        print(f'{a} + {b} = {result}', flush=True)
