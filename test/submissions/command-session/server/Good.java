// Command session server, one thread per client; 400 BCMD has its description, as in the document. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            String line;
            while ((line = in.readLine()) != null) {
                String reply;
                switch (line) {
                    case "HELO": reply = "100 OK\n"; break;
                    case "QUIT": reply = "200 BYE\n"; break;
                    case "DATA":
                        if (in.readLine() == null) return;
                        reply = "300 DRCV\n";
                        break;
                    default: reply = "400 BCMD\r\nCommand-description: Bad command\r\n";
                }
                out.write(reply.getBytes(StandardCharsets.UTF_8));
                if (line.equals("QUIT")) return;
            }
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
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
