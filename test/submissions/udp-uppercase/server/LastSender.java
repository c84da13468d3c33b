// Mistake: one variable for the sender of all the texts that wait; each gets it that asked last (UDP-UPPERCASE-U1).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class LastSender {
    static DatagramSocket socket;
    static SocketAddress sender;
    static Deque<byte[]> texts = new ArrayDeque<>();

    static void receive(int milliseconds) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.setSoTimeout(milliseconds);
        socket.receive(packet);
        sender = packet.getSocketAddress();
        texts.push(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    public static void main(String[] args) throws IOException {
        socket = new DatagramSocket(Integer.parseInt(args[0]));
        while (true) {
            receive(0);
            try {
                while (true) receive(30);
            } catch (SocketTimeoutException e) {
                while (!texts.isEmpty()) {
                    String text = new String(texts.pop(), StandardCharsets.UTF_8).toUpperCase();
                    byte[] reply = text.getBytes(StandardCharsets.UTF_8);
                    socket.send(new DatagramPacket(reply, reply.length, sender));
                }
            }
        }
    }
}
