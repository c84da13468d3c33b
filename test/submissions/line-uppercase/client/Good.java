// Conforming: sends the line and its LF, reads one line, shows it.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Socket socket = new Socket(args[0], Integer.parseInt(args[1]))) {
            Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out.write(keyboard.readLine() + "\n");
            out.flush();
            String reply = in.readLine();
            if (reply == null) throw new EOFException("no reply");
            System.out.println("From server: " + reply);
        }
    }
}
