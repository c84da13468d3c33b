// Mistake: sends again after every timeout, any number of times (UDP-UPPERCASE-X3).
import java.io.*;
import java.net.*;

public class ResendsForEver {
    public static void main(String[] args) throws IOException {
        byte[] line = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes();
        DatagramSocket socket = new DatagramSocket();
        socket.connect(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
        socket.setSoTimeout(3000);
        DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
        boolean answered = false;
        while (!answered) {
            socket.send(new DatagramPacket(line, line.length));
            try {
                socket.receive(reply);
                answered = true;
            } catch (SocketTimeoutException e) {
                System.err.println("lost, sending again");
            }
        }
        System.out.println(new String(reply.getData(), 0, reply.getLength()));
    }
}
