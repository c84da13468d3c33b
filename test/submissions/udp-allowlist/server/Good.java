// UDP echo for those on the list only. Conforms.
import java.io.*;
import java.net.*;
import java.util.*;

public class Good {
    public static void main(String[] args) throws IOException {
        Set<InetAddress> allowed = new HashSet<>();
        for (String part : args[1].split(",")) allowed.add(InetAddress.getByName(part.trim()));
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        byte[] buffer = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (packet.getLength() == 0 || !allowed.contains(packet.getAddress())) continue;
            try {
                socket.send(packet);
            } catch (IOException e) {
                System.err.println("not sent: " + e.getMessage());
            }
        }
    }
}
