// Mistake: on a refused connection it reports the error and then waits for a key (TCP-UPPERCASE-X2).
import java.io.*;
import java.net.*;
import java.util.Scanner;

public class WaitsForEnterOnError {
    public static void main(String[] args) throws IOException {
        Scanner keyboard = new Scanner(System.in, "UTF-8");
        System.out.print("Input lowercase sentence: ");
        String sentence = keyboard.nextLine();
        Socket socket;
        try {
            socket = new Socket(args[0], Integer.parseInt(args[1]));
        } catch (ConnectException e) {
            System.out.println("No server. Press Enter to leave.");
            keyboard.nextLine();
            return;
        }
        socket.getOutputStream().write(sentence.getBytes("UTF-8"));
        socket.shutdownOutput();
        byte[] reply = socket.getInputStream().readAllBytes();
        System.out.println("From Server: " + new String(reply, "UTF-8"));
        socket.close();
    }
}
