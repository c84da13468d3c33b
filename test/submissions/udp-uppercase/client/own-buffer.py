# Mistake: prints by way of a buffer that is emptied only when the program ends, and it does not end (UDP-UPPERCASE-X1, -X4).
from socket import *
import sys

clientSocket = socket(AF_INET, SOCK_DGRAM)
clientSocket.settimeout(3)
screen = open(1, 'w', buffering=65536, closefd=False)
while True:
    message = input('Input lowercase sentence: ')
    clientSocket.sendto(message.encode(), (sys.argv[1], int(sys.argv[2])))
    modifiedMessage, serverAddress = clientSocket.recvfrom(2048)
    screen.write(modifiedMessage.decode() + '\n')
