# Mistake: the result of send is not looked at; with a time-out it takes what there is room for (HTTP-GET-S13).
import os
import re
import socket
import sys
import threading
from urllib.parse import unquote_to_bytes

ROOT = os.path.realpath(b'.')
LONGEST = 8192
TYPES = {b'.html': 'text/html', b'.jpg': 'image/jpeg', b'.gif': 'image/gif', b'.css': 'text/css', b'.js': 'text/javascript'}
REASONS = {200: 'OK', 400: 'Bad Request', 404: 'Not Found', 414: 'URI Too Long', 431: 'Header Too Large', 501: 'Not Implemented', 505: 'Version Not Supported'}


class Refused(Exception):
    pass


def read_line(reader, too_long):
    line = reader.readline(LONGEST + 1)
    if len(line) > LONGEST:
        raise Refused(too_long)
    if line and not line.endswith(b'\n'):
        raise Refused(400)
    return line


def read_request(reader):
    """Method and path, or None where the client has left."""
    line = read_line(reader, 414)
    if not line:
        return None
    words = line.rstrip(b'\r\n').split(b' ')
    if len(words) != 3 or not re.fullmatch(rb'HTTP/\d\.\d', words[2]):
        raise Refused(400)
    method, target, version = words
    hosts = 0
    while (line := read_line(reader, 431)) not in (b'\r\n', b'\n'):
        if not line:
            raise Refused(400)
        hosts += line.lower().startswith(b'host:')
    if not version.startswith(b'HTTP/1.'):
        raise Refused(505)
    if version != b'HTTP/1.0' and hosts != 1:
        raise Refused(400)
    if method not in (b'GET', b'HEAD'):
        raise Refused(501)
    path = re.sub(rb'^http://[^/?]*', b'', target)
    if not path.startswith(b'/'):
        raise Refused(400)
    return method, unquote_to_bytes(path.split(b'?')[0])


def load(path):
    """Type and content of a file below the root."""
    name = os.path.join(ROOT, path.lstrip(b'/'))
    if b'\0' in name:
        raise Refused(400)
    if os.path.isdir(name):
        name = os.path.join(name, b'index.html')
    name = os.path.realpath(name)
    if os.path.commonpath([ROOT, name]) != ROOT or not os.path.isfile(name):
        raise Refused(404)
    with open(name, 'rb') as file:
        return TYPES.get(os.path.splitext(name)[1].lower(), 'application/octet-stream'), file.read()


def answer(conn, reader):
    method, status, kind = b'GET', 200, 'text/html'
    try:
        request = read_request(reader)
        if not request:
            return
        method, path = request
        kind, body = load(path)
    except Refused as refused:
        status = refused.args[0]
        body = f'<h1>{status} {REASONS[status]}</h1>\n'.encode()
    lines = [f'HTTP/1.1 {status} {REASONS[status]}', f'Content-Type: {kind}', f'Content-Length: {len(body)}', 'Connection: close']
    header = ''.join(line + '\r\n' for line in lines) + '\r\n'
    conn.send(header.encode() + (b'' if method == b'HEAD' else body))


def serve(conn):
    conn.settimeout(10)
    with conn, conn.makefile('rb') as reader:
        try:
            answer(conn, reader)
            # What nobody reads would make of the close a reset, and the reply would be lost.
            conn.shutdown(socket.SHUT_WR)
            conn.settimeout(1)
            while conn.recv(65536):
                pass
        except OSError as error:
            print('client lost:', error, file=sys.stderr)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
