package io.memberport.http;

import io.memberport.http.ScriptedServer.Reply;
import io.memberport.http.ScriptedServer.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A file in a store: it can be had in part and on condition, as RFC 9110 has it, and its answers can be made to stop
 * anywhere. How many bytes an answer gives before it stops counts from the answer's own first byte.
 */
final class StoredObject {

    /** How the end of an answer is told. */
    enum Framing {
        LENGTH,
        CHUNKED,
        /** By the end of the connection. */
        CLOSE
    }

    private static final String STRONG_TAG = "\"v1\"";
    private static final int CHUNK_BYTES = 16;

    private final byte[] content;
    private final @Nullable String tag;
    private final Framing framing;
    private final List<String> headers;

    private StoredObject(byte[] content, @Nullable String tag, Framing framing, List<String> headers) {
        this.content = content;
        this.tag = tag;
        this.framing = framing;
        this.headers = headers;
    }

    /** With a strong entity tag and a length. */
    static StoredObject of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a strong entity tag and a length. */
    static StoredObject of(byte[] content) {
        return new StoredObject(content, STRONG_TAG, Framing.LENGTH, List.of());
    }

    StoredObject tagged(String newTag) {
        return new StoredObject(content, newTag, framing, headers);
    }

    StoredObject untagged() {
        return new StoredObject(content, null, framing, headers);
    }

    StoredObject framedBy(Framing newFraming) {
        return new StoredObject(content, tag, newFraming, headers);
    }

    StoredObject with(String headerLine) {
        List<String> more = new ArrayList<>(headers);
        more.add(headerLine);
        return new StoredObject(content, tag, framing, List.copyOf(more));
    }

    /** All that is asked for. */
    Reply whole() {
        return (request, socket, out) -> {
            out.write(answer(request, Integer.MAX_VALUE, true));
            if (framing == Framing.CLOSE) {
                out.flush();
                socket.close();
            }
        };
    }

    /** An orderly end of the connection after so many bytes; without a last chunk, if there are chunks. */
    Reply endingAfter(int bytes) {
        return (request, socket, out) -> stop(socket, out, answer(request, bytes, false), false);
    }

    /** A reset of the connection after so many bytes, of which the last may get lost. */
    Reply resettingAfter(int bytes) {
        return (request, socket, out) -> stop(socket, out, answer(request, bytes, false), true);
    }

    /** The same, after a signal: that the bytes have been read, for example. */
    Reply resettingAfter(int bytes, CountDownLatch signal) {
        return (request, socket, out) -> {
            out.write(answer(request, bytes, false));
            out.flush();
            try {
                signal.await();
            } catch (InterruptedException testIsOver) {
                Thread.currentThread().interrupt();
            }
            stop(socket, out, new byte[0], true);
        };
    }

    private static void stop(Socket socket, OutputStream out, byte[] bytes, boolean isReset) throws IOException {
        out.write(bytes);
        out.flush();
        if (isReset) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    private byte[] answer(Request request, int atMost, boolean isEnded) {
        String wanted = request.header("if-match");
        if (!wanted.isEmpty() && !wanted.equals(tag)) {
            return "HTTP/1.1 412 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        }
        String range = request.header("range");
        boolean isPart = range.startsWith("bytes=");
        String[] bounds = range.replace("bytes=", "").split("-", 2);
        int first = isPart ? Integer.parseInt(bounds[0]) : 0;
        int end = isPart && !bounds[1].isEmpty() ? Integer.parseInt(bounds[1]) + 1 : content.length;
        byte[] body = Arrays.copyOfRange(content, first, end);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head(isPart, first, body.length).getBytes(StandardCharsets.ISO_8859_1));
        if (framing == Framing.CHUNKED) {
            writeChunks(body, atMost, isEnded, answer);
        } else {
            answer.write(body, 0, Math.min(atMost, body.length));
        }
        return answer.toByteArray();
    }

    private String head(boolean isPart, int first, int length) {
        StringBuilder head = new StringBuilder(isPart ? "HTTP/1.1 206 Part\r\n" : "HTTP/1.1 200 OK\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (isPart) {
            head.append("Content-Range: bytes " + first + "-" + (first + length - 1) + "/" + content.length + "\r\n");
        }
        if (tag != null) {
            head.append("ETag: ").append(tag).append("\r\n");
        }
        switch (framing) {
            case LENGTH -> head.append("Content-Length: " + length + "\r\n");
            case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
            case CLOSE -> head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static void writeChunks(byte[] body, int atMost, boolean isEnded, ByteArrayOutputStream answer) {
        for (int from = 0; from < Math.min(atMost, body.length); from += CHUNK_BYTES) {
            int announced = Math.min(CHUNK_BYTES, body.length - from);
            int given = Math.min(announced, atMost - from);
            answer.writeBytes((Integer.toHexString(announced) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            answer.write(body, from, given);
            if (given == announced) {
                answer.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        if (isEnded) {
            answer.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
