# Mistake: prints the text of the body without the blanks at its ends (HTTP-GET-C2).
import socket
import sys
from urllib.parse import urlsplit

url = urlsplit(sys.argv[1])
path = (url.path or '/') + ('?' + url.query if url.query else '')
try:
    with socket.create_connection((url.hostname, url.port or 80), timeout=8) as conn:
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
sys.stdout.buffer.write(body.strip() + b'\n')
sys.stdout.buffer.flush()
if status.split()[1] != '200':
    sys.exit(status)
