// Throughput sink, one thread per client. Conforms.
import java.io.*;
import java.net.*;

public class Good {
    static void serve(Socket client) {
        long total = 0;
        try (client) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[65536];
            int n;
            while ((n = in.read(buffer)) != -1) total += n;
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
        }
        System.out.println(total + " bytes");
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
