# Conforming: counts what send() took; a time-out keeps a slow reader from holding it past the end.
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
s = socket.create_connection((host, port), timeout=5)
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
print(f'{total} bytes in {seconds:.2f} s: {total * 8 / 1000 / seconds:.1f} kbit/s')
