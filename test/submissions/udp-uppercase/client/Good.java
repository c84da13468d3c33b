// Conforming: sends the line on a connected socket, waits at most 3 s for the reply, shows it.
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

public class Good {
    public static void main(String[] args) throws Exception {
        Scanner keyboard = new Scanner(System.in, "UTF-8");
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
            socket.setSoTimeout(3000);
            byte[] line = keyboard.nextLine().getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(line, line.length));
            DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
            socket.receive(reply);
            String text = new String(reply.getData(), 0, reply.getLength(), StandardCharsets.UTF_8);
            System.out.println("FROM SERVER: " + text);
        }
    }
}
