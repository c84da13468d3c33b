// Mistake: receives without a timeout on a socket that is not connected (UDP-ECHO-X2, UDP-ECHO-X3).
import java.io.*;
import java.net.*;

public class NoTimeout {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        byte[] message = "Hello from Java".getBytes();
        socket.send(new DatagramPacket(message, message.length, InetAddress.getByName(args[0]), Integer.parseInt(args[1])));
        DatagramPacket reply = new DatagramPacket(new byte[1024], 1024);
        socket.receive(reply);
        System.out.println("Reply: " + new String(reply.getData(), 0, reply.getLength()));
        socket.close();
    }
}
