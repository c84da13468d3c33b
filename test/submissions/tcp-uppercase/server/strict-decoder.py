# Mistake: the decoder waits for the rest of a character, as it should, but its complaint
# about octets that are not UTF-8 ends the server (TCP-UPPERCASE-S6).
import codecs
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, address = listener.accept()
    decoder = codecs.getincrementaldecoder('utf-8')()
    try:
        while data := conn.recv(1024):
            conn.sendall(decoder.decode(data).upper().encode())
    except ConnectionError:
        pass
    conn.close()
