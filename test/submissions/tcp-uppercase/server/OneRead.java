// Mistake: one read is taken for the whole sentence (TCP-UPPERCASE-S4, and S5 where a character is cut).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class OneRead {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            try (Socket client = listener.accept()) {
                byte[] buffer = new byte[1024];
                int n = client.getInputStream().read(buffer);
                if (n > 0) {
                    String sentence = new String(buffer, 0, n, StandardCharsets.UTF_8);
                    client.getOutputStream().write(sentence.toUpperCase().getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                System.out.println("client lost: " + e.getMessage());
            }
        }
    }
}
