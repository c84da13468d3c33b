// Mistake: ends its line with CR alone, so the server goes on waiting for the LF, and the client for the server
// (LINE-UPPERCASE-C1).
import java.io.*;
import java.net.*;

public class CarriageReturnOnly {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String sentence = keyboard.readLine();
        socket.getOutputStream().write((sentence + '\r').getBytes("UTF-8"));
        String reply = in.readLine();
        if (reply == null) throw new EOFException("no reply");
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
