// Mistake: sends the line in datagrams of 4 characters (UDP-UPPERCASE-C1).
import java.io.*;
import java.net.*;

public class FourAtATime {
    public static void main(String[] args) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        InetAddress host = InetAddress.getByName(args[0]);
        int port = Integer.parseInt(args[1]);
        byte[] line = new BufferedReader(new InputStreamReader(System.in)).readLine().getBytes();
        for (int start = 0; start < line.length; start += 4) {
            socket.send(new DatagramPacket(line, start, Math.min(4, line.length - start), host, port));
        }
        socket.setSoTimeout(1000);
        StringBuilder text = new StringBuilder();
        try {
            while (true) {
                DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
                socket.receive(reply);
                text.append(new String(reply.getData(), 0, reply.getLength()));
            }
        } catch (SocketTimeoutException e) {
            System.out.println(text);
        }
        System.exit(text.length() == 0 ? 1 : 0);
    }
}
