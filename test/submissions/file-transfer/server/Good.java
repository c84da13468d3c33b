// File server, one thread per client. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static synchronized void store(ByteArrayOutputStream data) throws IOException {
        try (OutputStream file = new FileOutputStream("recibido.bin")) {
            data.writeTo(file);
        }
    }

    static void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            long left = in.readInt() & 0xFFFFFFFFL;
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n == -1) throw new EOFException(left + " octets are missing");
                data.write(buffer, 0, n);
                left -= n;
            }
            store(data);
            client.getOutputStream().write("Gracias".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println("client lost: " + e);
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
