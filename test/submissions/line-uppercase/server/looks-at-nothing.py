# Mistake: looks at the last character of the line, though readline gives an empty string
# when the client has left without a word (LINE-UPPERCASE-T2).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    try:
        line = conn.makefile('rb').readline()
    except ConnectionError:
        conn.close()
        continue
    if line[-1] == 10:
        line = line[:-1]
    try:
        conn.sendall(line.rstrip(b'\r').upper() + b'\n')
    except ConnectionError:
        pass
    conn.close()
