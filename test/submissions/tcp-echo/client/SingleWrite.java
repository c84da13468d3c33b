// Mistake: one write on a non-blocking channel, which takes only what fits into the buffers (TCP-ECHO-C2).
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;

public class SingleWrite {
    public static void main(String[] args) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(args[0], Integer.parseInt(args[1])));
        String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(line.getBytes("UTF-8")));
        channel.shutdownOutput();
        channel.configureBlocking(true);
        byte[] reply = Channels.newInputStream(channel).readAllBytes();
        if (reply.length == 0) throw new EOFException("no reply");
        System.out.println("Recibido: " + new String(reply, "UTF-8"));
        channel.close();
    }
}
