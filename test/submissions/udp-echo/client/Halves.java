// Mistake: sends the message in two datagrams (UDP-ECHO-C1).
import java.io.*;
import java.net.*;

public class Halves {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        InetAddress host = InetAddress.getByName(args[0]);
        int port = Integer.parseInt(args[1]);
        byte[] message = "a message that is sent in two halves".getBytes();
        int half = message.length / 2;
        socket.send(new DatagramPacket(message, 0, half, host, port));
        socket.send(new DatagramPacket(message, half, message.length - half, host, port));
        socket.setSoTimeout(1000);
        String text = "";
        try {
            while (true) {
                DatagramPacket reply = new DatagramPacket(new byte[1024], 1024);
                socket.receive(reply);
                text += new String(reply.getData(), 0, reply.getLength());
            }
        } catch (SocketTimeoutException e) {
            System.out.println(text);
        }
        System.exit(text.isEmpty() ? 1 : 0);
    }
}
