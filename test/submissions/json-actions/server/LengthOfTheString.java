// Mistake: the length is that of the String, not of its bytes in UTF-8; every state has letters outside ASCII (JSON-ACTIONS-S5).
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class LengthOfTheString {
    static final int LARGEST = 1 << 20;

    static void send(DataOutputStream out, String mensaje, boolean continuar) throws IOException {
        String text = "{\"mensaje\": \"" + mensaje + "\", \"continuar\": " + continuar + "}";
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new DataOutputStream(frame).writeInt(text.length());
        frame.write(text.getBytes(StandardCharsets.UTF_8));
        out.write(frame.toByteArray());
    }

    static void play(DataInputStream in, DataOutputStream out) throws IOException {
        long secret = -1;
        send(out, "¡Bienvenido! Adivina el número.", true);
        while (true) {
            int length = in.readInt();
            if (length < 0 || length > LARGEST) return;
            byte[] body = new byte[length];
            in.readFully(body);
            Object tipo = null, data = null;
            try {
                if (Json.parse(new String(body, StandardCharsets.UTF_8)) instanceof Map<?, ?> action) {
                    tipo = action.get("tipo");
                    data = action.get("data");
                }
            } catch (IOException e) {
                System.err.println("malformed JSON: " + e.getMessage());
            }
            if ("\\juego_nuevo".equals(tipo)) {
                secret = new Random().nextInt(10);
                send(out, "Pensé un número del 0 al 9.", true);
            } else if ("\\jugada".equals(tipo)) {
                if (secret < 0) send(out, "Primero empieza un juego.", true);
                else if (!(data instanceof Long)) send(out, "Falta el número.", true);
                else send(out, (Long) data == secret ? "¡Sí!" : (Long) data < secret ? "Es mayor." : "Es menor.", true);
            } else if ("\\salir".equals(tipo)) {
                send(out, "¡Adiós!", false);
                return;
            } else {
                send(out, "Acción desconocida.", true);
            }
        }
    }

    static void serve(Socket client) {
        try (client) {
            play(new DataInputStream(new BufferedInputStream(client.getInputStream())), new DataOutputStream(client.getOutputStream()));
        } catch (IOException e) {
            System.err.println("client lost: " + e.getMessage());
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

    /** Just enough JSON: objects, arrays, strings, whole numbers and fractions, true, false, null. */
    static class Json {
        final String text;
        int at = 0;

        Json(String text) { this.text = text; }

        static Object parse(String text) throws IOException {
            Json json = new Json(text);
            Object value = json.value();
            if (json.next() != '\0') throw new IOException("something follows the JSON");
            return value;
        }

        /** The next character that is no space; it is not taken. */
        char next() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
            return at < text.length() ? text.charAt(at) : '\0';
        }

        void take(char wanted) throws IOException {
            if (next() != wanted) throw new IOException("no " + wanted + " at " + at);
            at++;
        }

        Object value() throws IOException {
            switch (next()) {
                case '"': return string();
                case '{': {
                    Map<String, Object> object = new HashMap<>();
                    take('{');
                    while (next() != '}') {
                        String key = string();
                        take(':');
                        object.put(key, value());
                        if (next() != '}') take(',');
                    }
                    take('}');
                    return object;
                }
                case '[': {
                    List<Object> array = new ArrayList<>();
                    take('[');
                    while (next() != ']') {
                        array.add(value());
                        if (next() != ']') take(',');
                    }
                    take(']');
                    return array;
                }
                default: {
                    int from = at;
                    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
                    String word = text.substring(from, at);
                    if (word.equals("true") || word.equals("false")) return word.equals("true");
                    if (word.equals("null")) return null;
                    try {
                        return word.matches("-?[0-9]+") ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
                    } catch (NumberFormatException e) {
                        throw new IOException("no value: " + word);
                    }
                }
            }
        }

        String string() throws IOException {
            take('"');
            StringBuilder result = new StringBuilder();
            try {
                for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
                    if (c == '\\') {
                        c = text.charAt(at++);
                        if (c == 'u') {
                            c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                            at += 4;
                        } else if ("bfnrt".indexOf(c) >= 0) c = "\b\f\n\r\t".charAt("bfnrt".indexOf(c));
                    }
                    result.append(c);
                }
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new IOException("string without an end, or a wrong escape");
            }
            return result.toString();
        }
    }
}
