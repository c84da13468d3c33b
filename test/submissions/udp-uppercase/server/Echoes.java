// Mistake: toUpperCase() gives a new String, and it sends the old one (UDP-UPPERCASE-S1, S3, S4); no client gets
// the reply that it is owed (UDP-UPPERCASE-U1, U2, U4, U6).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Echoes {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            text.toUpperCase();
            byte[] reply = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }
}
