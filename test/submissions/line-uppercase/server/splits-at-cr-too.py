# Mistake: CR and LF are each taken for the end of a line, so that CR LF gets an empty line as well (LINE-UPPERCASE-S5).
import socket
import sys
import threading


def serve(conn):
    try:
        line = b''
        with conn, conn.makefile('rb') as stream:
            while octet := stream.read(1):
                if octet in b'\r\n':
                    conn.sendall(line.upper() + b'\n')
                    line = b''
                else:
                    line += octet
    except ConnectionError:
        pass


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
