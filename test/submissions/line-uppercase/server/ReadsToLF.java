// Mistake: reads to the LF octet by octet, and a CR before it is text like any other (LINE-UPPERCASE-S5).
import java.io.*;
import java.net.*;

public class ReadsToLF {
    static void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int octet;
            while ((octet = in.read()) != -1) {
                line.write(Character.toUpperCase(octet));
                if (octet == '\n') {
                    line.writeTo(client.getOutputStream());
                    line.reset();
                }
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
