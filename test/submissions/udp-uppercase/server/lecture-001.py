# The lecture's UDP server (001), ported to Python 3. It closes its socket inside the loop and dies when it
# receives again, so that no second request is answered (UDP-UPPERCASE-U1, U2, U4, U6).
from socket import *

# the port where the server waits for datagrams
serverPort = 12000

serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(('', serverPort))

print('O servidor esta pronto para receber pacotes.')

while 1:
    print('Aguardando pacote...')
    sentence, addr = serverSocket.recvfrom(1024)
    print('Novo pacote recebido!')

    capitalizedSentence = sentence.upper()

    print('Realizando envio...')
    serverSocket.sendto(capitalizedSentence, addr)

    print('Fechando socket...')
    serverSocket.close()
