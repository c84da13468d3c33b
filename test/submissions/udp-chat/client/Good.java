// Chat client; a thread of its own shows what comes. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static void show(DatagramSocket socket) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        try {
            while (true) {
                packet.setLength(65535);
                socket.receive(packet);
                out.println(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // closed: the user has left
        }
    }

    public static void main(String[] args) throws IOException {
        SocketAddress server = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DatagramSocket socket = new DatagramSocket()) {
            new Thread(() -> show(socket)).start();
            String line;
            while ((line = in.readLine()) != null) {
                byte[] text = line.getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(text, text.length, server));
            }
        }
    }
}
