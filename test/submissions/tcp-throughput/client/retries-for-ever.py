# Mistake: where nobody listens it tries to connect again, twice a second, for ever (TCP-THROUGHPUT-X2).
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
while True:
    try:
        s = socket.create_connection((host, port))
        break
    except ConnectionRefusedError:
        print('waiting for the server', flush=True)
        time.sleep(0.5)
data = bytes(8192)
total = 0
began = time.monotonic()
while (left := began + duration - time.monotonic()) > 0:
    s.settimeout(left)
    try:
        total += s.send(data)
    except TimeoutError:
        break
seconds = time.monotonic() - began
s.close()
print(f'{total * 8 / 1000 / seconds:.1f} kbit/s')
