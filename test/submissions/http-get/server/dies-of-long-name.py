# Mistake: the request line may have any length, and that a name is too long for open() is not caught (HTTP-GET-S16).
import os
import re
import socket
import sys
from urllib.parse import unquote_to_bytes

ROOT = os.path.realpath(b'.')
TYPES = {b'.html': 'text/html', b'.jpg': 'image/jpeg', b'.gif': 'image/gif', b'.css': 'text/css', b'.js': 'text/javascript'}
REASONS = {200: 'OK', 400: 'Bad Request', 404: 'Not Found', 501: 'Not Implemented', 505: 'Version Not Supported'}


class Refused(Exception):
    pass


def read_line(reader):
    line = reader.readline()
    if line and not line.endswith(b'\n'):
        raise Refused(400)
    return line


def read_request(reader):
    """Method and path, or None where the client has left."""
    line = read_line(reader)
    if not line:
        return None
    words = line.rstrip(b'\r\n').split(b' ')
    if len(words) != 3 or not re.fullmatch(rb'HTTP/\d\.\d', words[2]):
        raise Refused(400)
    method, target, version = words
    hosts = 0
    while (line := read_line(reader)) not in (b'\r\n', b'\n'):
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
    if os.path.commonpath([ROOT, name]) != ROOT:
        raise Refused(404)
    try:
        file = open(name, 'rb')
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(404)
    with file:
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
    conn.sendall(header.encode() + (b'' if method == b'HEAD' else body))


def serve(conn):
    with conn, conn.makefile('rb') as reader:
        try:
            answer(conn, reader)
        except ConnectionError as error:
            print('client lost:', error, file=sys.stderr)
            return
        try:
            # What nobody reads would make of the close a reset, and the reply would be lost.
            conn.shutdown(socket.SHUT_WR)
            conn.settimeout(1)
            while conn.recv(65536):
                pass
        except OSError as error:    # ENOTCONN too, of shutdown, where the client has reset the connection
            print('client lost:', error, file=sys.stderr)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    serve(conn)
