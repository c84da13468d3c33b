// Mistake: prints by way of a PrintWriter that is never flushed, and asks for another line: nothing is seen, on a terminal either
// (LINE-UPPERCASE-X1, -X4, -X5).
import java.io.*;
import java.net.*;

public class WriterNotFlushed {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        PrintWriter screen = new PrintWriter(System.out);
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String line;
        while ((line = keyboard.readLine()) != null) {
            out.print(line + "\n");
            out.flush();
            String reply = in.readLine();
            if (reply == null) System.exit(1);
            screen.println("FROM SERVER: " + reply);
        }
    }
}
