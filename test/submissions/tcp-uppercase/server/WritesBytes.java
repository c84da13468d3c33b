// Mistake: writeBytes writes only the low octet of each character, so letters outside ASCII
// come back as something that is not UTF-8 (TCP-UPPERCASE-S5).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class WritesBytes {
    static void serve(Socket client) {
        try (client) {
            Reader in = new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            char[] buffer = new char[1024];
            int n;
            while ((n = in.read(buffer)) != -1) {
                out.writeBytes(new String(buffer, 0, n).toUpperCase());
                out.flush();
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(System.getenv("PORT")), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
