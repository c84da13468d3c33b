// Mistake: a CharsetDecoder throws where the octets are not UTF-8, and nobody catches it (UDP-UPPERCASE-U4).
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

public class StrictDecoder {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[4096];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            ByteBuffer octets = ByteBuffer.wrap(buffer, 0, packet.getLength());
            String text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            byte[] reply = text.toUpperCase().getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
    }
}
