// Mistake: what one read returns is taken for a line and answered as one (LINE-UPPERCASE-S2,
// and so S3, and S6 where the line does not fit into the buffer).
import java.io.*;
import java.net.*;

public class PieceIsLine {
    static void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            PrintStream out = new PrintStream(client.getOutputStream(), true);
            byte[] buffer = new byte[1024];
            int n;
            while ((n = in.read(buffer)) != -1) {
                out.println(new String(buffer, 0, n).replaceAll("[\r\n]+$", "").toUpperCase());
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
