// Mistake: answers an empty datagram with an error message (UDP-ECHO-S4).
import java.io.*;
import java.net.*;

public class ExplainsEmpty {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(System.getenv("PORT")));
        byte[] buffer = new byte[1024];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (packet.getLength() == 0) packet.setData("ERROR: empty message".getBytes());
            socket.send(packet);
        }
    }
}
