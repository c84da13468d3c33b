// Mistake: trim() after readLine(), which has removed the line end already, takes blanks of the text (LINE-UPPERCASE-S1).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Trims {
    public static void main(String[] args) throws IOException {
        ServerSocket welcomeSocket = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            try (Socket connectionSocket = welcomeSocket.accept()) {
                BufferedReader inFromClient = new BufferedReader(
                    new InputStreamReader(connectionSocket.getInputStream(), StandardCharsets.UTF_8));
                Writer outToClient = new OutputStreamWriter(connectionSocket.getOutputStream(), StandardCharsets.UTF_8);
                String clientSentence = inFromClient.readLine();
                if (clientSentence == null) continue;
                outToClient.write(clientSentence.trim().toUpperCase() + "\n");
                outToClient.flush();
            } catch (IOException e) {
                System.err.println("client lost: " + e.getMessage());
            }
        }
    }
}
