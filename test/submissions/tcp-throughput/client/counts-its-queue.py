# Mistake: counts what it has put into a queue for a thread that sends; a slow reader never gets the rest of it (TCP-THROUGHPUT-C3).
import os
import queue
import socket
import sys
import threading
import time
import traceback

host, port, duration = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
s = socket.create_connection((host, port))
waiting = queue.Queue(512)      # 32 MiB


def sender():
    try:
        while True:
            s.sendall(waiting.get())
            waiting.task_done()
    except OSError:
        traceback.print_exc()
        os._exit(1)


threading.Thread(target=sender, daemon=True).start()
data = bytes(65536)
total = 0
began = time.monotonic()
while (left := began + duration - time.monotonic()) > 0:
    try:
        waiting.put(data, timeout=left)
        total += len(data)
    except queue.Full:
        break
seconds = time.monotonic() - began
print(f'{total * 8 / 1000 / seconds:.1f} kbit/s', flush=True)
for _ in range(40):             # a moment for the thread to catch up
    if not waiting.unfinished_tasks:
        break
    time.sleep(0.01)
os._exit(0)
