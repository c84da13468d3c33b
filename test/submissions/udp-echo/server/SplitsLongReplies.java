// Mistake: sends a reply of more than 512 octets in several datagrams (UDP-ECHO-S3).
import java.io.*;
import java.net.*;

public class SplitsLongReplies {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[1024];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            for (int start = 0; start < packet.getLength(); start += 512) {
                int size = Math.min(512, packet.getLength() - start);
                socket.send(new DatagramPacket(buffer, start, size, packet.getSocketAddress()));
            }
        }
    }
}
