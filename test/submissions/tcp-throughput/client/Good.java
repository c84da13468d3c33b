// Conforming: a small send buffer, so that hardly anything is under way when the time is up.
import java.io.*;
import java.net.*;
import java.util.Locale;

public class Good {
    public static void main(String[] args) throws IOException {
        double duration = Double.parseDouble(args[2]);
        long total = 0, began;
        double seconds;
        try (Socket socket = new Socket()) {
            socket.setSendBufferSize(65536);
            socket.connect(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 5000);
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[8192];
            began = System.nanoTime();
            do {
                out.write(buffer);
                total += buffer.length;
                seconds = (System.nanoTime() - began) / 1e9;
            } while (seconds < duration);
        }
        System.out.printf(Locale.ROOT, "Throughput: %.0f kbit/s%n", total * 8 / 1000.0 / seconds);
    }
}
