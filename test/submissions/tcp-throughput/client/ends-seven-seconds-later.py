# Conforming: after a reset it waits for the server to come back, gives that up after seven seconds, and says so.
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
s.connect((host, port))
data = bytes(8192)
total = 0
began = time.monotonic()
try:
    while (left := began + duration - time.monotonic()) > 0:
        s.settimeout(left)
        try:
            total += s.send(data)
        except TimeoutError:
            break
except ConnectionError as error:
    time.sleep(7)
    sys.exit(f'the connection is lost: {error}')
seconds = time.monotonic() - began
s.close()
print(f'{total * 8 / 1000 / seconds:.1f} kbit/s')
