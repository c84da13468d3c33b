import java.io.*;
import java.net.*;

class TCPServer {

    public static void main(String argv[]) throws Exception {
        String clientSentence;
        String capitalizedSentence;

        // Criação do socket do servidor. Este socket será usado para esperar por novas conexões.
        // Repare que especificamos um # de porta na qual desejamos esperar pelas conexões.
        ServerSocket welcomeSocket = new ServerSocket(6789);

        // Assim como o servidor UDP, servidor TCP também executa um loop infinito permitindo
        // o atendimento de múltiplos clientes.
        while(true) {

            // Função/método accept(): executada sobre socket, diz ao S0 para aguardar (e aceitar)
            // novas conexões. Só faz sentido para sockets orientados a conexão (TCP). Note que
            // o resultado da função/método é um novo socket.
            Socket connectionSocket = welcomeSocket.accept();

            // O socket original é serve apenas para aguardar por novas conexões. Já o socket
            // retornado pela função/método accept representa uma conexão, realmente. É dele que
            // "leremos" os dados enviados pelo cliente e escreveremos os dados de resposta. Mais
            // uma vez, note a abstração de arquivo.
            BufferedReader inFromClient = new BufferedReader(new
                                                    InputStreamReader(connectionSocket.getInputStream()));
            DataOutputStream outToClient = new DataOutputStream(connectionSocket.getOutputStream());

            // Aguardamos dados do cliente. Por convenção, dados terminam em uma quebra de linha.
            clientSentence = inFromClient.readLine();

            // Implementação da lógica da aplicação.
            capitalizedSentence = clientSentence.toUpperCase() + '\n';

            // Escrita do resultado no socket.
            outToClient.writeBytes(capitalizedSentence);
        }
    }
}
