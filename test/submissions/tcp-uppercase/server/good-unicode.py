# TCP upper-case server, one client after the other. Conforms; also letters outside ASCII become capitals,
# since the decoder keeps a character that has not come completely. Takes its port from the environment.
import codecs
import os
import socket

listener = socket.create_server(('', int(os.environ['PORT'])), backlog=128)
while True:
    conn, address = listener.accept()
    decoder = codecs.getincrementaldecoder('utf-8')(errors='replace')
    try:
        while data := conn.recv(1024):
            conn.sendall(decoder.decode(data).upper().encode())
        conn.sendall(decoder.decode(b'', final=True).encode())
    except ConnectionError as error:
        print('client lost:', error)
    conn.close()
