// Mistake: the stream to the client is a static field, which each new client overwrites,
// so the reply goes to whoever connected last (LINE-UPPERCASE-T4 and T7).
import java.io.*;
import java.net.*;

public class StaticWriter {
    static OutputStream outToClient;

    static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
            String line;
            while ((line = in.readLine()) != null) {
                outToClient.write((line.toUpperCase() + "\n").getBytes());
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        while (true) {
            Socket client = listener.accept();
            outToClient = client.getOutputStream();
            new Thread(() -> serve(client)).start();
        }
    }
}
