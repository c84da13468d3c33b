// TCP echo, one thread per client. Conforms.
import java.io.*;
import java.net.*;

public class Good {
    static void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[4096];
            int n;
            while ((n = in.read(buffer)) != -1) {
                out.write(buffer, 0, n);
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
