# Mistake: believes that 16 MiB are enough for a measurement and reads no more of a client (TCP-THROUGHPUT-S1).
import socket
import sys
import threading

ENOUGH = 16 * 1024 * 1024


def serve(conn):
    total = 0
    try:
        while data := conn.recv(8192):
            total += len(data)
            if total >= ENOUGH:
                print('measured', flush=True)
                threading.Event().wait()        # until the client has finished, it thinks
    except ConnectionError:
        pass
    conn.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('', int(sys.argv[1])))
listener.listen(128)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
