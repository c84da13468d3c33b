// Mistake: the thread ends with the client's text, but the socket is never closed (TCP-UPPERCASE-S3).
import java.io.*;
import java.net.*;
import java.util.*;

public class NeverClosed {
    static List<Socket> clients = Collections.synchronizedList(new ArrayList<>());

    static void serve(Socket client) {
        try {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[1024];
            int n;
            while ((n = in.read(buffer)) != -1) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] >= 'a' && buffer[i] <= 'z') buffer[i] -= 32;
                }
                client.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            Socket client = listener.accept();
            clients.add(client);
            new Thread(() -> serve(client)).start();
        }
    }
}
