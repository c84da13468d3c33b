#!/usr/bin/env python3
# The lecture's prototype of a web server (001), as it stands there, in Python 3.
from socket import *
import os
import re


def trataConexao(s):

    # Podemos tratar um socket como um arquivo.
    sf = s.makefile()
    # Primeira linha deve informar a requisicao. Ignoraremos as demais (e.g., cabecalhos).
    requestMessageLine = sf.readline()
    # Campos sao divididos por espacos em branco. Primeiro campo deve ser tipo
    # do metodo. Neste prototipo, tratamos apenas requisicoes do tipo GET.
    tokens = requestMessageLine.split()
    if tokens[0] == "GET":

        # Proximo campo eh o caminho do objeto requisitado.
        filename = tokens[1]

        # Arquivos servidos pelo servidor web sao confinados ao diretorio do qual ele eh
        # executado (e subdiretorios). Logo, se a requisicao referencia um caminho
        # absoluto (i.e., iniciado por '/'), precisamos transformar isso em relativo
        if filename[0] == '/':
            filename = filename[1:]

        # Requisitamos a leitura do arquivo a partir do sistema de arquivos local.
        if os.path.isfile(filename):

            # Levantar informacoes sobre o objeto
            statinfo = os.stat(filename)
            f = open(filename, 'rb')
            # Montar a saida
            s.send(b'HTTP/1.0 200 OK\r\n')
            # Precisamos de algumas linhas de cabeçalho. A primeira eh o tipo
            # do objeto.
            if re.search('.jpg$', filename):
                s.send(b'Content-Type: image/jpeg\r\n')
            elif re.search('.gif$', filename):
                s.send(b'Content-Type: image/gif\r\n')
            elif re.search('.html$', filename):
                s.send(b'Content-Type: text/html\r\n')
            elif re.search('.js$', filename):
                s.send(b'Content-Type: text/js\r\n')
            elif re.search('.css$', filename):
                s.send(b'Content-Type: text/css\r\n')
            else:
                s.send(b'Content-Type: application/octet-stream\r\n')

            # Precisamos tambem do tamanho do objeto
            s.send('Content-Length: {}'.format(statinfo.st_size).encode())

            # Cabecalho eh separado do corpo da mensagem por uma linha em branco
            s.send(b'\r\n')

            # Agora enviamos o conteudo do arquivo no corpo da mensagem
            s.send(f.read())
        else:

            # Se o arquivo nao foi encontrado.
            s.send(b'HTTP/1.0 404 Not Found\r\n')
    else:

        # Tratamento (muito basico) de erros
        print('Requisicao nao compreendida!')

    s.close()


# Numero de porta na qual o servidor estara esperando conexoes.
serverPort = 8001

# Criar o socket. AF_INET e SOCK_STREAM indicam TCP.
serverSocket = socket(AF_INET, SOCK_STREAM)

# Associar o socket a porta escolhida. Primeiro argumento vazio indica
# que desejamos aceitar conexoes em qualquer interface de rede desse host
serverSocket.bind(('', serverPort))

# Habilitar socket para aceitar conexoes. 0 argumento 1 indica que ate
# uma conexao sera deixada em espera, caso recebamos multiplas conexoes
# simultaneas
serverSocket.listen(1)

# Loop infinito: servidor eh capaz de tratar multiplas conexoes
while 1:

    # Aguardar nova conexao
    connectionSocket, addr = serverSocket.accept()

    # Tratamento da conexao encapsulado em uma funcao
    trataConexao(connectionSocket)
