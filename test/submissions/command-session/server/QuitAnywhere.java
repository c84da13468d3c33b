// Mistake: QUIT is looked for before anything else, in the data too (COMMAND-SESSION-S9).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class QuitAnywhere {
    static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            PrintStream out = new PrintStream(client.getOutputStream(), true);
            boolean expectingData = false;
            String line;
            while ((line = in.readLine()) != null && !line.equals("QUIT")) {
                if (expectingData) {
                    expectingData = false;
                    out.print("300 DRCV\n");
                } else if (line.equals("DATA")) {
                    expectingData = true;
                } else if (line.equals("HELO")) {
                    out.print("100 OK\n");
                } else {
                    out.print("400 BCMD\n");
                }
            }
            if (line != null) out.print("200 BYE\n");
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
