# The lecture's throughput server (001), ported to Python 3 and otherwise as it stands there. An empty read
# raises nothing, so it never notices the client's end (TCP-THROUGHPUT-S3), and nobody is served after the first.
from socket import *

serverPort = 6789

# create the socket
serverSocket = socket(AF_INET, SOCK_STREAM)

# give it its port
serverSocket.bind(('', serverPort))

# listen for connections
serverSocket.listen(1)

# for ever, one connection after another
while 1:

    print('Aguardando conexao...')
    connectionSocket, addr = serverSocket.accept()

    print('Conexao recebida.')

    # take the data
    while True:
        try:
            buffer = connectionSocket.recv(8192)
        except error as exc:
            # an error: the connection is taken to be closed
            break

    connectionSocket.close()
    print('Conexao encerrada')
