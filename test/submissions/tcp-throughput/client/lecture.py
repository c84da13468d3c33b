# The lecture's throughput client (001), ported to Python 3 and otherwise as it stands there; without an
# argument it measures the way to localhost. Conforms.
from socket import *
import sys
import time

# address of the server
serverName = sys.argv[1] if len(sys.argv) > 1 else 'localhost'
serverPort = 6789

# create the socket
clientSocket = socket(AF_INET, SOCK_STREAM)
# connect to the server
clientSocket.connect((serverName, serverPort))

# what is sent; the content does not matter
buffer = bytearray(8192)

# the time now, to know when the test is to end
now = int(round(time.time() * 1000))

# a test always takes 10 seconds = 10000 ms
end = now + 10000

# how many times the buffer was written
i = 0
while True:
    clientSocket.send(buffer)
    i = i + 1
    now = int(round(time.time() * 1000))
    if now >= end:
        break

# each turn of the loop has sent 64 kbit
print('Vazao media durante o teste foi de {} kb/s'.format(i * 64 / 10.0))

clientSocket.close()
