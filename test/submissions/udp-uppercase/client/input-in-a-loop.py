# Mistake: goes back to its prompt after the reply (UDP-UPPERCASE-X1). What it prints is seen on a terminal only.
from socket import *
import sys

clientSocket = socket(AF_INET, SOCK_DGRAM)
clientSocket.settimeout(3)
while True:
    message = input('Input lowercase sentence: ')
    clientSocket.sendto(message.encode(), (sys.argv[1], int(sys.argv[2])))
    modifiedMessage, serverAddress = clientSocket.recvfrom(2048)
    print(modifiedMessage.decode())
