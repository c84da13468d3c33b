# Mistake: each piece is decoded by itself, and nobody catches the error: octets that are not UTF-8
# end the server (TCP-UPPERCASE-S6), and so does a character that is cut (S5).
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    try:
        while True:
            sentence = conn.recv(1024).decode()
            if not sentence:
                break
            conn.sendall(sentence.upper().encode())
    except ConnectionError:
        print('reset by', address)
    conn.close()
