// Mistake: readLine has taken the LF away, and print does not put it back (LINE-UPPERCASE-S1, and so
// every requirement that needs a whole reply: S2 to S6, T1, T2, T3, T4, T6 and T7).
import java.io.*;
import java.net.*;

public class NoLineEnd {
    static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
            PrintWriter out = new PrintWriter(client.getOutputStream());
            String line;
            while ((line = in.readLine()) != null) {
                out.print(line.toUpperCase());
                out.flush();
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
