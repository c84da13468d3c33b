// Mistake: the executor is never shut down, and its idle thread keeps the program alive (TCP-ECHO-X1).
import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class ExecutorStillRunning {
    public static void main(String[] args) throws Exception {
        Socket socket = new Socket(args[0], Integer.parseInt(args[1]));
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Future<byte[]> answer = pool.submit(() -> socket.getInputStream().readAllBytes());
        socket.getOutputStream().write(line.getBytes("UTF-8"));
        socket.shutdownOutput();
        byte[] reply = answer.get();
        if (reply.length == 0) {
            System.err.println("no reply");
            System.exit(1);
        }
        System.out.println("Recibido: " + new String(reply, "UTF-8"));
        socket.close();
    }
}
