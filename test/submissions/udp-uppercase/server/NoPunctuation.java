// Mistake: takes out the punctuation before it answers (UDP-UPPERCASE-S2).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class NoPunctuation {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(System.getenv("PORT")));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            byte[] reply = text.replaceAll("\\p{Punct}", "").toUpperCase().getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }
}
