// Mistake: a buffer of 8 bytes for the reply; the rest of the datagram is lost (UDP-UPPERCASE-X4).
import java.io.*;
import java.net.*;

public class EightBytes {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(3000);
        byte[] line = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes();
        socket.send(new DatagramPacket(line, line.length, InetAddress.getByName(args[0]), Integer.parseInt(args[1])));
        DatagramPacket reply = new DatagramPacket(new byte[8], 8);
        socket.receive(reply);
        System.out.println(new String(reply.getData(), 0, reply.getLength()));
    }
}
