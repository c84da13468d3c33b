# Mistake: a thread goes on asking for sentences after the reply (TCP-UPPERCASE-X1). What it prints is seen on a terminal only.
import socket
import sys
import threading


def ask():
    while True:
        sentence = input('Sentence: ')
        try:
            with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
                s.sendall(sentence.encode())
                s.shutdown(socket.SHUT_WR)
                reply = b''.join(iter(lambda: s.recv(1024), b''))
        except OSError as error:
            print(error)
            return
        if not reply:
            return
        print('From server:', reply.decode())


thread = threading.Thread(target=ask)
thread.start()
thread.join()
