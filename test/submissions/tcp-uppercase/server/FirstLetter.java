// Mistake: "capitalizedSentence" is taken literally, and only the first letter is changed
// (TCP-UPPERCASE-S1, and so all that need a right reply: S3, S4, S5, S6, T1, T2, T3, T4, T6 and T7).
import java.io.*;
import java.net.*;

public class FirstLetter {
    static void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            byte[] sentence = new byte[1024];
            int n;
            while ((n = in.read(sentence)) != -1) {
                sentence[0] = (byte) Character.toUpperCase(sentence[0]);
                client.getOutputStream().write(sentence, 0, n);
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
