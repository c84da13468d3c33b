// Mistake: opens a new DatagramSocket for each reply (UDP-UPPERCASE-U3).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class SocketPerReply {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            byte[] reply = text.toUpperCase().getBytes(StandardCharsets.UTF_8);
            try (DatagramSocket answer = new DatagramSocket()) {
                answer.send(new DatagramPacket(reply, reply.length, packet.getAddress(), packet.getPort()));
            }
        }
    }
}
