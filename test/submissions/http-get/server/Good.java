// Web server, one thread per client. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;

public class Good {
    static final int LONGEST = 8192;
    static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "jpg", "image/jpeg", "gif", "image/gif", "css", "text/css", "js", "text/js");

    static class Refused extends Exception {
        Refused(String status) { super(status); }
    }

    /** A line without its end, or null at the end of the stream. */
    static String readLine(InputStream in, String tooLong) throws IOException, Refused {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c;
        while ((c = in.read()) != '\n') {
            if (c == -1) {
                if (line.size() == 0) return null;
                throw new Refused("400 Bad Request");
            }
            if (line.size() == LONGEST) throw new Refused(tooLong);
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static String decode(String path) throws Refused {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            for (int i = 0; i < path.length(); i++) {
                char c = path.charAt(i);
                if (c == '%') {
                    c = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
                    i += 2;
                }
                octets.write(c);
            }
        } catch (RuntimeException e) {
            throw new Refused("400 Bad Request");
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    /** The file below the root that a path names. */
    static Path find(String path) throws IOException, Refused {
        try {
            Path root = Path.of("").toRealPath();
            Path file = Path.of(root + "/" + decode(path));
            if (Files.isDirectory(file)) file = file.resolve("index.html");
            file = file.toRealPath();
            if (file.startsWith(root) && Files.isRegularFile(file) && Files.isReadable(file)) return file;
        } catch (FileSystemException | InvalidPathException e) {
            // Not found, then.
        }
        throw new Refused("404 Not Found");
    }

    static void answer(InputStream in, OutputStream out) throws IOException {
        boolean head = false;
        try {
            String line = readLine(in, "414 URI Too Long");
            if (line == null) return;
            String[] words = line.split(" ", -1);
            if (words.length != 3 || !words[2].matches("HTTP/1\\.[0-9]")) throw new Refused("400 Bad Request");
            head = words[0].equals("HEAD");
            int hosts = 0;
            for (String field; !(field = String.valueOf(readLine(in, "431 Header Too Large"))).isEmpty();) {
                if (field.equals("null")) throw new Refused("400 Bad Request");
                if (field.toLowerCase().startsWith("host:")) hosts++;
            }
            if (!words[2].equals("HTTP/1.0") && hosts != 1) throw new Refused("400 Bad Request");
            if (!head && !words[0].equals("GET")) throw new Refused("405 Method Not Allowed");
            String path = words[1].replaceFirst("^http://[^/?]*", "").replaceFirst("\\?.*", "");
            if (!path.startsWith("/")) throw new Refused("400 Bad Request");
            Path file = find(path);
            byte[] body = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            send(out, "200 OK", type, body, head);
        } catch (Refused refused) {
            send(out, refused.getMessage(), "text/plain", (refused.getMessage() + "\n").getBytes(), head);
        }
    }

    static void send(OutputStream out, String status, String type, byte[] body, boolean head) throws IOException {
        String header = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n"
            + (status.startsWith("405") ? "Allow: GET, HEAD\r\n" : "") + "Connection: close\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.ISO_8859_1));
        if (!head) out.write(body);
    }

    static void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            answer(in, client.getOutputStream());
            // What nobody reads would make of the close a reset, and the reply would be lost.
            client.shutdownOutput();
            client.setSoTimeout(1000);
            byte[] rest = new byte[4096];
            while (in.read(rest) != -1) {
            }
        } catch (IOException e) {
            System.err.println("client lost: " + e);
        }
    }

    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(Integer.parseInt(args[0])), 128);
        while (true) {
            Socket client = listener.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
