// Mistake: prints the reader object instead of the line that it has read (LINE-UPPERCASE-X4, and so LINE-UPPERCASE-X5).
import java.io.*;
import java.net.*;

public class PrintsTheReader {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String sentence = keyboard.readLine();
        socket.getOutputStream().write((sentence + "\n").getBytes("UTF-8"));
        String reply = in.readLine();
        if (reply == null) throw new EOFException("no reply");
        System.out.println("FROM SERVER: " + in);
        socket.close();
    }
}
