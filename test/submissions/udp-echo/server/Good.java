// UDP echo, one datagram after another. Conforms.
import java.io.*;
import java.net.*;

public class Good {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (packet.getLength() == 0) continue;
            try {
                socket.send(packet);
            } catch (IOException e) {
                System.err.println("not sent: " + e.getMessage());
            }
        }
    }
}
