// Mistake: copies what has come into an array of 8 192 bytes; ArrayIndexOutOfBoundsException ends the
// server where it is longer (UDP-ECHO-U4).
import java.io.*;
import java.net.*;

public class FixedArray {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[65535];
        byte[] reply = new byte[8192];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            int n = packet.getLength();
            System.arraycopy(buffer, 0, reply, 0, n);
            if (n > 0) socket.send(new DatagramPacket(reply, n, packet.getSocketAddress()));
        }
    }
}
