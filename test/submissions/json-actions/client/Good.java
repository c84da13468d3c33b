// The game's client; JSON by hand. Conforms.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class Good {
    /** The action that a line means, as JSON; null where it is no command. */
    static String action(String line) {
        if (line.equals("\\juego_nuevo") || line.equals("\\salir")) return "{\"tipo\":\"\\" + line + "\"}";
        if (line.matches("\\\\jugada [0-9]{1,9}")) return "{\"data\":" + Integer.parseInt(line.substring(8)) + ",\"tipo\":\"\\\\jugada\"}";
        return null;
    }

    public static void main(String[] args) throws IOException {
        PrintStream screen = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Socket server = new Socket(args[0], Integer.parseInt(args[1]))) {
            DataInputStream in = new DataInputStream(server.getInputStream());
            while (true) {
                byte[] text = new byte[in.readInt()];
                in.readFully(text);
                Map<?, ?> state = (Map<?, ?>) Json.parse(new String(text, StandardCharsets.UTF_8));
                screen.println(state.get("mensaje"));
                if (!Boolean.TRUE.equals(state.get("continuar"))) return;
                String action = null;
                while (action == null) {
                    screen.print("-> ");
                    String line = keyboard.readLine();
                    if (line == null) return;
                    action = action(line);
                    if (action == null) screen.println("Input inválido.");
                }
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
                out.writeInt(action.length());
                out.writeBytes(action);
                out.flush();
            }
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
