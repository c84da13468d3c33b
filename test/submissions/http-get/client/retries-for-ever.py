# Mistake: where nobody listens it tries again, once a second, for ever (HTTP-GET-X2).
import socket
import sys
import time
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
path = (url.path or '/') + ('?' + url.query if url.query else '')
while True:
    try:
        conn = socket.create_connection((url.hostname, url.port or 80), timeout=8)
        break
    except OSError:
        print('once more...', file=sys.stderr)
        time.sleep(1)
try:
    with conn:
        conn.sendall(f'GET {path} HTTP/1.0\r\nHost: {url.netloc}\r\n\r\n'.encode())
        reply = b''
        while part := conn.recv(65536):
            reply += part
except OSError as error:
    sys.exit(f'{sys.argv[1]}: {error}')
head, end, body = reply.partition(b'\r\n\r\n')
if not end:
    sys.exit('no reply')
status = head.split(b'\r\n')[0].decode('latin-1')
sys.stdout.buffer.write(body)
sys.stdout.buffer.flush()
if status.split()[1] != '200':
    sys.exit(status)
