// Fetches a URL and writes the body to standard output. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;

public class Good {
    static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) != '\n') {
            if (c == -1) throw new EOFException("no reply");
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    public static void main(String[] args) throws Exception {
        URI url = new URI(args[0]);
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        if (url.getRawQuery() != null) path += "?" + url.getRawQuery();
        try (Socket server = new Socket(url.getHost(), url.getPort() == -1 ? 80 : url.getPort())) {
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + url.getAuthority() + "\r\nConnection: close\r\n\r\n";
            server.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(server.getInputStream());
            String status = readLine(in);
            long length = -1;
            for (String field; !(field = readLine(in)).isEmpty();) {
                if (field.toLowerCase().startsWith("content-length:")) length = Long.parseLong(field.substring(15).trim());
            }
            byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes((int) length);
            System.out.write(body, 0, body.length);
            System.out.flush();
            if (length > body.length) throw new EOFException("the body is not complete");
            if (!status.split(" ")[1].equals("200")) {
                System.err.println(status);
                System.exit(1);
            }
        } catch (IOException e) {
            System.err.println(e);
            System.exit(1);
        }
    }
}
