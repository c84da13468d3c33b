// Chat server; a thread of its own reads what is typed. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static volatile SocketAddress client;

    static void readKeyboard(DatagramSocket socket) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = in.readLine()) != null) {
                byte[] text = line.getBytes(StandardCharsets.UTF_8);
                if (client != null) socket.send(new DatagramPacket(text, text.length, client));
                else System.err.println("nobody is there yet");
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
        System.exit(0);
    }

    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        new Thread(() -> readKeyboard(socket)).start();
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
            socket.receive(packet);
            client = packet.getSocketAddress();
            out.println(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        }
    }
}
