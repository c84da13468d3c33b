// Mistake: takes "port unreachable" for a passing trouble and sends again, for ever (UDP-ECHO-X2).
import java.io.*;
import java.net.*;

public class IgnoresUnreachable {
    public static void main(String[] args) throws Exception {
        DatagramSocket socket = new DatagramSocket();
        socket.connect(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
        socket.setSoTimeout(3000);
        byte[] message = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes();
        DatagramPacket reply = new DatagramPacket(new byte[1024], 1024);
        while (true) {
            try {
                socket.send(new DatagramPacket(message, message.length));
                socket.receive(reply);
                break;
            } catch (PortUnreachableException e) {
                Thread.sleep(500);
            }
        }
        System.out.println(new String(reply.getData(), 0, reply.getLength()));
        socket.close();
    }
}
