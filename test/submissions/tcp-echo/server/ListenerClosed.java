// Mistake: closes the listening socket as soon as it has a client, and then accepts from it again
// (TCP-ECHO-T1, and with it T2, T3, T4 and T7, which all need a further client; it crashes when its client has
// finished, so S3 as well).
import java.io.*;
import java.net.*;

public class ListenerClosed {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            Socket client = listener.accept();
            listener.close();
            try (client) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                System.out.println("client lost: " + e.getMessage());
            }
        }
    }
}
