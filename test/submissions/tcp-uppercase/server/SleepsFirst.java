// Mistake: one client after the other, and each is given 0.9 s until its text has come:
// the last of 50 waits for 45 seconds (TCP-UPPERCASE-T7).
import java.io.*;
import java.net.*;

public class SleepsFirst {
    public static void main(String[] args) throws Exception {
        ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128);
        byte[] buffer = new byte[1024];
        while (true) {
            try (Socket client = listener.accept()) {
                Thread.sleep(900);
                InputStream in = client.getInputStream();
                int n;
                while ((n = in.read(buffer)) != -1) {
                    for (int i = 0; i < n; i++) {
                        if (buffer[i] >= 'a' && buffer[i] <= 'z') buffer[i] -= 32;
                    }
                    client.getOutputStream().write(buffer, 0, n);
                }
            } catch (IOException e) {
                System.out.println("client lost: " + e.getMessage());
            }
        }
    }
}
