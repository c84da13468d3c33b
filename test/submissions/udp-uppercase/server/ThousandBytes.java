// Mistake: a kilobyte taken for 1 000 bytes; the last 24 of 1 024 are lost (UDP-UPPERCASE-S3).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class ThousandBytes {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
            socket.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            byte[] reply = text.toUpperCase().getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }
}
