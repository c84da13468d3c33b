// Conforming: sends the line, waits at most 3 s for the reply, shows it.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(3000);
            byte[] message = keyboard.readLine().getBytes(StandardCharsets.UTF_8);
            InetAddress host = InetAddress.getByName(args[0]);
            socket.send(new DatagramPacket(message, message.length, host, Integer.parseInt(args[1])));
            DatagramPacket reply = new DatagramPacket(new byte[65535], 65535);
            socket.receive(reply);
            System.out.println(new String(reply.getData(), 0, reply.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            System.err.println("no reply");
            System.exit(1);
        }
    }
}
