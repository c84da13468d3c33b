// Mistake: the timer that tells the user to wait is never cancelled, and keeps the program alive (LINE-UPPERCASE-X1).
import java.io.*;
import java.net.*;
import java.util.Timer;
import java.util.TimerTask;

public class TimerStillRunning {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String sentence = keyboard.readLine();
        socket.getOutputStream().write((sentence + "\n").getBytes("UTF-8"));
        Timer timer = new Timer();
        timer.schedule(new TimerTask() {
            public void run() {
                System.err.println("Please wait...");
            }
        }, 1000);
        String reply = in.readLine();
        if (reply == null) System.exit(1);
        System.out.println("FROM SERVER: " + reply);
        socket.close();
    }
}
