// TCP upper-case server, one thread per client. Conforms; the reader keeps a character that is cut
// between two segments, and letters outside ASCII become capitals.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

public class Good {
    static void serve(Socket client) {
        try (client) {
            Reader in = new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8);
            Writer out = new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8);
            char[] buffer = new char[1024];
            int n;
            while ((n = in.read(buffer)) != -1) {
                out.write(new String(buffer, 0, n).toUpperCase(Locale.ROOT));
                out.flush();
            }
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(Integer.parseInt(args[0])), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
