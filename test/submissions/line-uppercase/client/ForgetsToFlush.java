// Mistake: the line stays in the PrintWriter's buffer, and client and server wait for each other
// (LINE-UPPERCASE-C1; with no message sent, LINE-UPPERCASE-X1, X4 and X5 as well).
import java.io.*;
import java.net.*;

public class ForgetsToFlush {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream());
        out.println(keyboard.readLine());
        String reply = in.readLine();
        if (reply == null) throw new EOFException("no reply");
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
