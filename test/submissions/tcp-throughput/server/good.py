# Throughput sink, one thread per client; says what it received. Conforms.
import socket
import sys
import threading
import time


def serve(conn):
    began = time.monotonic()
    total = 0
    try:
        while data := conn.recv(65536):
            total += len(data)
    except ConnectionError as error:
        print('client lost:', error, flush=True)
    finally:
        conn.close()
    seconds = time.monotonic() - began
    print(f'{total} bytes in {seconds:.1f} s', flush=True)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
