// Mistake: takes available() == 0 for the end of the reply (TCP-ECHO-X5).
import java.io.*;
import java.net.*;

public class ChecksAvailable {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        socket.getOutputStream().write(line.getBytes("UTF-8"));
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        int c = in.read();
        if (c == -1) throw new EOFException("no reply");
        reply.write(c);
        while (in.available() > 0) {
            reply.write(in.read());
        }
        System.out.println("Reply: " + reply.toString("UTF-8"));
        socket.close();
    }
}
