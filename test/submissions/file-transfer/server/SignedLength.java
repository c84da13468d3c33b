// Mistake: the array for the whole file is made before any of it has come, as long as readInt says; from 2 GiB
// on that is negative, and nobody catches NegativeArraySizeException (FILE-TRANSFER-S12).
import java.io.*;
import java.net.*;
import java.nio.file.*;

public class SignedLength {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(Integer.parseInt(args[0])), 128);
        while (true) {
            try (Socket client = listener.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                byte[] data = new byte[in.readInt()];
                in.readFully(data);
                Files.write(Path.of("recibido.bin"), data);
                client.getOutputStream().write("Gracias".getBytes("UTF-8"));
            } catch (IOException e) {
                System.err.println("client lost: " + e);
            }
        }
    }
}
