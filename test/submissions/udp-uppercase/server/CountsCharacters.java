// Mistake: sends as many bytes as the text has characters; in UTF-8 it has more (UDP-UPPERCASE-S4).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class CountsCharacters {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8).toUpperCase();
            byte[] reply = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, text.length(), packet.getSocketAddress()));
        }
    }
}
