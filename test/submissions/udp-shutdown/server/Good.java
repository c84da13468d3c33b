// UDP echo that SHUTDOWN ends; that message is echoed too. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    public static void main(String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]))) {
            byte[] buffer = new byte[65535];
            boolean running = true;
            while (running) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (packet.getLength() == 0) continue;
                running = !new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1).equals("SHUTDOWN");
                socket.send(packet);
            }
        }
    }
}
