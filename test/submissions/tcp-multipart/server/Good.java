// Multipart server, one thread per client. Conforms.
import java.io.*;
import java.net.*;
import java.nio.file.*;

public class Good {
    static synchronized void store(String name, byte[] content) throws IOException {
        Files.write(Paths.get(name), content);
    }

    static void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            int kind;
            while ((kind = in.read()) >= 0) {
                int length = in.readInt();
                if (kind != 1 && kind != 2) {
                    out.write("ERROR\n".getBytes());
                    client.shutdownOutput();
                    while (in.read() >= 0) { }
                    return;
                }
                if (length < 0) return;     // 2 GiB and more
                byte[] content = new byte[length];
                in.readFully(content);
                store(kind == 1 ? "mensaje.txt" : "imagen.bin", content);
                out.write("OK\n".getBytes());
            }
        } catch (IOException e) {
            System.err.println("client lost: " + e);
        }
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> serve(client)).start();
            }
        }
    }
}
