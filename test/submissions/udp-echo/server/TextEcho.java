// Mistake: makes a String of the octets and octets of the String; what is not UTF-8 does not survive (UDP-ECHO-S2).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class TextEcho {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.isEmpty()) continue;
            System.out.println(text);
            byte[] reply = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }
}
