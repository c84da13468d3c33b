# Mistake: takes a lost connection for a passing trouble and tries to send again, for ever (TCP-THROUGHPUT-C4).
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
s = socket.create_connection((host, port))
s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
data = bytes(8192)
total = 0
began = time.monotonic()
while time.monotonic() < began + duration:
    while True:
        try:
            total += s.send(data)
            break
        except OSError:
            time.sleep(0.1)
seconds = time.monotonic() - began
s.close()
print(f'{total * 8 / 1000 / seconds:.1f} kbit/s')
