// Conforming: each part with its type and length, an OK after each.
import java.io.*;
import java.net.*;
import java.nio.file.*;

public class Good {
    public static void main(String[] args) throws IOException {
        String[] names = { "mensaje.txt", "imagen.bin" };
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            for (int kind = 1; kind <= names.length; kind++) {
                byte[] content = Files.readAllBytes(Paths.get(names[kind - 1]));
                out.writeByte(kind);
                out.writeInt(content.length);
                out.write(content);
                out.flush();
                String reply = in.readLine();
                if (!"OK".equals(reply)) throw new IOException("answer: " + reply);
                System.out.println(names[kind - 1] + " sent");
            }
        }
    }
}
