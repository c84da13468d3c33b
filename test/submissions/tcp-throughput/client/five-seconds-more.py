# Mistake: the clock of the end is started only after five seconds of warming up, which are sent and counted too (TCP-THROUGHPUT-C1).
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
s = socket.create_connection((host, port))
data = bytes(8192)
total = 0
began = time.monotonic()
end = began + 5 + duration
while (left := end - time.monotonic()) > 0:
    s.settimeout(left)
    try:
        total += s.send(data)
    except TimeoutError:
        break
seconds = time.monotonic() - began
s.close()
print(f'{total * 8 / 1000 / seconds:.1f} kbit/s')
