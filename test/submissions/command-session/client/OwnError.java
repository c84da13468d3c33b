// Mistake: an error is shown by words of its own, whatever the server says of it (COMMAND-SESSION-X4).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class OwnError {
    static void showReplies(Socket socket) {
        int status = 1;
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String reply;
            while (status == 1 && (reply = in.readLine()) != null) {
                System.out.println("S: " + (reply.startsWith("400") ? "400 BCMD" : reply));
                if (reply.startsWith("200")) status = 0;
            }
            socket.close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
        System.exit(status);
    }

    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        new Thread(() -> showReplies(socket)).start();
        OutputStream out = socket.getOutputStream();
        String line;
        while ((line = keyboard.readLine()) != null) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (line.equals("DATA")) {
                System.out.println("Input data to send: ");
                line = keyboard.readLine();
                if (line == null) break;
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        socket.shutdownOutput();
    }
}
