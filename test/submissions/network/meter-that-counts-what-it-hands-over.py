# What was handed over to the system may still lie in a buffer when the time is over.
import socket
import sys
import time

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
data = bytes(8192)
with socket.create_connection((host, port)) as client:
    began = time.monotonic()
    count = 0
    while time.monotonic() - began < duration:
        count += client.send(data)
    seconds = time.monotonic() - began
print(f'{count * 8 / seconds / 1000:.0f} kbit/s')
