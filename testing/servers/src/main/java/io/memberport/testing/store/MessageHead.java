package io.memberport.testing.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first line and the fields of a request or an answer, kept as they came. */
final class MessageHead {

    private static final int MOST_BYTES = 64 * 1024;
    private static final String END = "\r\n\r\n";

    private final String text;
    private final List<String> firstLine;
    private final Map<String, String> fields = new HashMap<>();

    private MessageHead(String text) throws IOException {
        this.text = text;
        String[] lines = text.split("\r\n", -1);
        this.firstLine = List.of(lines[0].split(" ", 3));
        if (firstLine.size() < 2) {
            throw new IOException("not HTTP");
        }
        for (int i = 1; i < lines.length; i++) {
            String[] field = lines[i].split(":", 2);
            if (field.length == 2) {
                fields.merge(
                        field[0].strip().toLowerCase(Locale.ROOT), field[1].strip(), (one, more) -> one + "," + more);
            }
        }
    }

    /**
     * Reads to the empty line.
     *
     * @return null if there is nothing to read any more
     */
    static @Nullable MessageHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length()) {
            int next = in.read();
            if (next < 0 && bytes.size() == 0) {
                return null;
            }
            if (next < 0 || bytes.size() == MOST_BYTES) {
                throw new EOFException("no end of the head in " + bytes.size() + " bytes");
            }
            bytes.write(next);
            if (next == END.charAt(matched)) {
                matched++;
            } else {
                matched = next == END.charAt(0) ? 1 : 0;
            }
        }
        return new MessageHead(bytes.toString(ISO_8859_1));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    /** The same, with the word that the connection ends with this message. */
    void writeAsLastTo(OutputStream out) throws IOException {
        String fields = text.substring(0, text.length() - END.length());
        String last = endsConnection() ? "" : "\r\nConnection: close";
        out.write((fields + last + END).getBytes(ISO_8859_1));
        out.flush();
    }

    /** Of a request. */
    RequestLine requestLine() {
        return new RequestLine(firstLine.get(0), firstLine.get(1));
    }

    /** All fields that may be shown. */
    Map<String, String> fields() {
        Map<String, String> shown = new HashMap<>(fields);
        shown.remove("authorization");
        return shown;
    }

    /** Of an answer. */
    int status() throws IOException {
        try {
            return Integer.parseInt(firstLine.get(1));
        } catch (NumberFormatException e) {
            throw new IOException("not the status of an answer", e);
        }
    }

    /** Whether the connection ends with this message. */
    boolean endsConnection() {
        return text.startsWith("HTTP/1.0")
                || firstLine.get(firstLine.size() - 1).equals("HTTP/1.0")
                || says("connection", "close");
    }

    /** Whether its body is not sent before that is agreed to. */
    boolean expectsContinue() {
        return says("expect", "100-continue");
    }

    boolean isChunked() {
        return says("transfer-encoding", "chunked");
    }

    boolean hasContentLength() {
        return fields.containsKey("content-length");
    }

    /** Zero if it says none. */
    long contentLength() throws IOException {
        try {
            return Long.parseLong(fields.getOrDefault("content-length", "0"));
        } catch (NumberFormatException e) {
            throw new IOException("not a length", e);
        }
    }

    private boolean says(String field, String value) {
        for (String part : fields.getOrDefault(field, "").split(",", -1)) {
            if (part.strip().equalsIgnoreCase(value)) {
                return true;
            }
        }
        return false;
    }
}
