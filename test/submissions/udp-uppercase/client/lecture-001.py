# The lecture's UDP client (001), ported to Python 3. It waits for a reply without a timeout, which violates
# UDP-UPPERCASE-X2 and UDP-UPPERCASE-X3.
from socket import *

serverName = 'localhost'
serverPort = 12000

clientSocket = socket(AF_INET, SOCK_DGRAM)

sentence = input('Input lowercase sentence:')

# the destination's address has to be given
clientSocket.sendto(sentence.encode(), (serverName, serverPort))

modifiedSentence, addr = clientSocket.recvfrom(1024)
print('From Server {}: {}'.format(addr, modifiedSentence.decode()))

clientSocket.close()
