// Mistake: writeUTF puts the length, two octets, before the text (LINE-UPPERCASE-C1).
import java.io.*;
import java.net.*;

public class WritesUTF {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeUTF(keyboard.readLine() + "\n");
        String reply = in.readLine();
        if (reply == null) throw new EOFException("no reply");
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
