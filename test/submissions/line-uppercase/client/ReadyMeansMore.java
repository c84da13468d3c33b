// Mistake: takes "nothing ready now" for the end of the reply, and never looks for the LF (LINE-UPPERCASE-X5).
import java.io.*;
import java.net.*;

public class ReadyMeansMore {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String sentence = keyboard.readLine();
        socket.getOutputStream().write((sentence + "\n").getBytes("UTF-8"));
        StringBuilder reply = new StringBuilder();
        do {
            int c = in.read();
            if (c == -1) throw new EOFException("no reply");
            reply.append((char) c);
        } while (in.ready());
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
