// Mistake: switches the reuse of the address off, so after a stop the port stays taken (TCP-ECHO-T6).
import java.io.*;
import java.net.*;

public class NoReuse {
    static void serve(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(false);
        listener.bind(new InetSocketAddress(Integer.parseInt(args[0])), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
