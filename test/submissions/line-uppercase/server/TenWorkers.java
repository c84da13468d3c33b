// Mistake: there are ten workers and no queue, and the RejectedExecutionException for the
// eleventh client ends the server (LINE-UPPERCASE-T7).
import java.io.*;
import java.net.*;
import java.util.concurrent.*;

public class TenWorkers {
    static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            String line;
            while ((line = in.readLine()) != null) {
                out.write((line.toUpperCase() + "\n").getBytes());
            }
        } catch (IOException e) {
            System.out.println("client lost: " + e.getMessage());
        }
    }

    public static void main(String[] args) throws IOException {
        ExecutorService workers = new ThreadPoolExecutor(10, 10, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 128)) {
            while (true) {
                Socket client = listener.accept();
                workers.execute(() -> serve(client));
            }
        } finally {
            workers.shutdownNow();
        }
    }
}
