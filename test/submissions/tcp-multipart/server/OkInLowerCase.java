// Mistake: "ok" instead of "OK" (TCP-MULTIPART-S3); all that it stores is right.
import java.io.*;
import java.net.*;
import java.nio.file.*;

public class OkInLowerCase {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> serve(client)).start();
            }
        }
    }

    static void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            while (true) {
                int type = in.read();
                if (type == -1) return;
                long length = in.readInt() & 0xffffffffL;
                if (type != 1 && type != 2) {
                    out.write("ERROR\n".getBytes());
                    return;
                }
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                byte[] chunk = new byte[8192];
                while (length > 0) {
                    int n = in.read(chunk, 0, (int) Math.min(chunk.length, length));
                    if (n == -1) return;
                    content.write(chunk, 0, n);
                    length -= n;
                }
                Files.write(Path.of(type == 1 ? "mensaje.txt" : "imagen.bin"), content.toByteArray());
                out.write("ok\n".getBytes());
                out.flush();
            }
        } catch (IOException gone) {
            // the client has left
        }
    }
}
