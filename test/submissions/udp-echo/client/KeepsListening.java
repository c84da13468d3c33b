// Mistake: a thread receives in an endless loop and keeps the program alive after the reply (UDP-ECHO-X1).
import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class KeepsListening {
    public static void main(String[] args) throws Exception {
        DatagramSocket socket = new DatagramSocket();
        BlockingQueue<String> replies = new LinkedBlockingQueue<>();
        new Thread(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
                    socket.receive(packet);
                    replies.add(new String(packet.getData(), 0, packet.getLength()));
                }
            } catch (IOException e) {
                System.err.println(e.getMessage());
            }
        }).start();
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        byte[] message = line.getBytes();
        socket.send(new DatagramPacket(message, message.length, InetAddress.getByName(args[0]), Integer.parseInt(args[1])));
        String reply = replies.poll(3, TimeUnit.SECONDS);
        if (reply == null) System.exit(1);
        System.out.println("Reply: " + reply);
    }
}
