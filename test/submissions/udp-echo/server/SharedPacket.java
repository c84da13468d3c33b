// Mistake: all threads share one packet, which the next datagram overwrites with its text and its
// sender before the first has been answered (UDP-ECHO-U1, UDP-ECHO-U6).
import java.io.*;
import java.net.*;

public class SharedPacket {
    static DatagramSocket socket;
    static DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);

    static void answer() {
        try {
            Thread.sleep(50); // the work of a real server
            socket.send(packet);
        } catch (IOException | InterruptedException e) {
            System.err.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        socket = new DatagramSocket(Integer.parseInt(args[0]));
        while (true) {
            socket.receive(packet);
            if (packet.getLength() > 0) new Thread(SharedPacket::answer).start();
        }
    }
}
