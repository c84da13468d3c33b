// Mistake: readLine gives null where the server has closed; the loop asks again, for ever (LINE-UPPERCASE-X3).
import java.io.*;
import java.net.*;

public class IgnoresNull {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String sentence = keyboard.readLine();
        socket.getOutputStream().write((sentence + "\n").getBytes("UTF-8"));
        String reply;
        do {
            reply = in.readLine();
        } while (reply == null);
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
