// Mistake: the first read is not checked for -1, so a client that leaves at once
// gives an array of negative size (TCP-ECHO-T2).
import java.io.*;
import java.net.*;
import java.util.Arrays;

public class NegativeLength {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(System.getenv("PORT")), 128);
        byte[] buffer = new byte[4096];
        while (true) {
            try (Socket client = listener.accept()) {
                InputStream in = client.getInputStream();
                int n = in.read(buffer);
                do {
                    byte[] message = Arrays.copyOf(buffer, n);
                    client.getOutputStream().write(message);
                    n = in.read(buffer);
                } while (n != -1);
            } catch (IOException e) {
                System.out.println("client lost: " + e.getMessage());
            }
        }
    }
}
