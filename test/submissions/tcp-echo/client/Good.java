// Conforming: sends the whole line, shuts down its output, reads all that comes until the end of the stream.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            String line = keyboard.readLine();
            OutputStream out = socket.getOutputStream();
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            byte[] reply = socket.getInputStream().readAllBytes();
            if (reply.length == 0) throw new EOFException("no reply");
            System.out.write(reply);
            System.out.println();
        }
    }
}
