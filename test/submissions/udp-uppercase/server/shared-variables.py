# Mistake: the threads share the variables that the next datagram overwrites (UDP-UPPERCASE-U1, UDP-UPPERCASE-U6).
import socket
import sys
import threading
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', int(sys.argv[1])))


def answer():
    time.sleep(0.05)  # the work of a real server
    sock.sendto(message.upper(), client)


while True:
    message, client = sock.recvfrom(65535)
    threading.Thread(target=answer, daemon=True).start()
