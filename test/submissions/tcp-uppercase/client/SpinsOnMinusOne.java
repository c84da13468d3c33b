// Mistake: read's -1 is skipped like any other "nothing yet", so the loop never ends (TCP-UPPERCASE-X3).
import java.io.*;
import java.net.*;

public class SpinsOnMinusOne {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        System.out.print("Input lowercase sentence: ");
        byte[] sentence = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes("UTF-8");
        socket.getOutputStream().write(sentence);
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        byte[] buffer = new byte[1024];
        while (reply.size() < sentence.length) {
            int n = in.read(buffer);
            if (n > 0) reply.write(buffer, 0, n);
        }
        System.out.println("From Server: " + reply.toString("UTF-8"));
        socket.close();
    }
}
