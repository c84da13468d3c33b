// UDP upper case through a String, cut to what a datagram can hold. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

public class Good {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            byte[] reply = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            try {
                socket.send(new DatagramPacket(reply, Math.min(reply.length, 65507), packet.getSocketAddress()));
            } catch (IOException e) {
                System.err.println("not sent: " + e.getMessage());
            }
        }
    }
}
