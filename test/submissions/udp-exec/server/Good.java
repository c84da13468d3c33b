// UDP echo that runs commands, each in a thread of its own. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static void execute(DatagramSocket socket, String command, SocketAddress client) {
        try {
            int status = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            byte[] reply = Integer.toString(status).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(reply, reply.length, client));
        } catch (IOException | InterruptedException e) {
            System.err.println(e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket(Integer.parseInt(args[0]), InetAddress.getByName("127.0.0.1"));
        byte[] buffer = new byte[65535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            if (packet.getLength() == 0) continue;
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
            SocketAddress client = packet.getSocketAddress();
            if (text.startsWith("EXEC ")) new Thread(() -> execute(socket, text.substring(5), client)).start();
            else socket.send(packet);
        }
    }
}
