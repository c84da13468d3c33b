// Mistake: removes a line terminator that readLine has removed already, and so the line's last octet (TCP-ECHO-C1 and TCP-ECHO-C2).
import java.io.*;
import java.net.*;

public class OffByOne {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        byte[] line = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes("UTF-8");
        socket.getOutputStream().write(line, 0, line.length - 1);
        socket.shutdownOutput();
        byte[] reply = socket.getInputStream().readAllBytes();
        if (reply.length == 0) throw new EOFException("no reply");
        System.out.println("Reply: " + new String(reply, "UTF-8"));
        socket.close();
    }
}
