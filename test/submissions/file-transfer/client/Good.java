// Conforming: DataOutputStream writes the length big-endian; reads all that comes until the end of the stream.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;

public class Good {
    public static void main(String[] args) throws IOException {
        byte[] data = Files.readAllBytes(Path.of("enviar.bin"));
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.writeInt(data.length);
            out.write(data);
            out.flush();
            byte[] reply = socket.getInputStream().readAllBytes();
            if (reply.length == 0) throw new EOFException("no reply");
            System.out.println("Respuesta: " + new String(reply, StandardCharsets.UTF_8));
        }
    }
}
