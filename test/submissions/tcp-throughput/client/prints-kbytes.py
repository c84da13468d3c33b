# Mistake: prints kilobytes and calls them kilobits (TCP-THROUGHPUT-C2, -C3).
import os
import socket
import time

duration = float(os.environ['DURATION'])
s = socket.create_connection((os.environ['HOST'], int(os.environ['PORT'])))
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
print(f'{total / 1000 / seconds:.1f} kbit/s')
