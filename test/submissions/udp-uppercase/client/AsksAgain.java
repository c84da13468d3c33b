// Mistake: after the reply it asks for the next line, and there is no way out (UDP-UPPERCASE-X1).
import java.io.*;
import java.net.*;

public class AsksAgain {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(3000);
        InetAddress host = InetAddress.getByName(args[0]);
        while (true) {
            System.out.print("Sentence: ");
            byte[] line = keyboard.readLine().getBytes();
            socket.send(new DatagramPacket(line, line.length, host, Integer.parseInt(args[1])));
            DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
            socket.receive(reply);
            System.out.println(new String(reply.getData(), 0, reply.getLength()));
        }
    }
}
