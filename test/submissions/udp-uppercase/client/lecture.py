# The lecture's UDP client (000), ported to Python 3. It waits for a reply without a timeout, which violates
# UDP-UPPERCASE-X2 and UDP-UPPERCASE-X3.
from socket import *

serverName = 'localhost'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_DGRAM)
message = input('Input lowercase sentence:')
clientSocket.sendto(message.encode(), (serverName, serverPort))
modifiedMessage, serverAddress = clientSocket.recvfrom(2048)
print(modifiedMessage.decode())
clientSocket.close()
