package io.memberport.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that costs as little as one can: the system sends the file to the socket, without a copy in this process. All other
 * requests go to the simulator of the API, whose links must lead to its own origin. A process of its own, on the loopback
 * interface; arguments: the export file, the simulator's URL. Prints its port, and ends with its standard input.
 */
final class CheapServer {

    private static final String FILES = "/exports/";
    private static final Pattern BODY = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern RANGE = Pattern.compile("(?i)\r\nrange: *bytes=(\\d+)-");

    private final Path file;
    private final URI api;
    private final int port;

    private CheapServer(Path file, URI api, int port) {
        this.file = file;
        this.api = api;
        this.port = port;
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            CheapServer server = new CheapServer(Path.of(args[0]), URI.create(args[1]), port);
            System.out.println(port);
            daemon(() -> server.accept(listening));
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end of the measurement.
        }
    }

    /** One request; then the connection is closed. */
    private void serve(SocketChannel client) {
        try (client) {
            InputStream in = Channels.newInputStream(client);
            String head = head(in);
            if (head.contains(" " + FILES)) {
                send(head, client);
            } else if (!head.isEmpty()) {
                forward(head, in, Channels.newOutputStream(client));
            }
        } catch (IOException gone) {
            // The client has what it wants.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void send(String head, SocketChannel client) throws IOException {
        try (FileChannel content = FileChannel.open(file)) {
            long size = content.size();
            Matcher range = RANGE.matcher(head);
            long at = range.find() ? Long.parseLong(range.group(1)) : 0;
            String status = at == 0
                    ? "200 OK"
                    : "206 Partial Content\r\nContent-Range: bytes %d-%d/%d".formatted(at, size - 1, size);
            Channels.newOutputStream(client)
                    .write(("HTTP/1.1 " + status
                                    + "\r\nContent-Type: application/json\r\nETag: \"1\"\r\nContent-Length: "
                                    + (size - at) + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            while (at < size) {
                at += content.transferTo(at, size - at, client);
            }
        }
    }

    private void forward(String head, InputStream in, OutputStream client) throws IOException {
        Matcher body = BODY.matcher(head);
        byte[] content = in.readNBytes(body.find() ? Integer.parseInt(body.group(1)) : 0);
        try (Socket upstream = new Socket(api.getHost(), api.getPort())) {
            OutputStream out = upstream.getOutputStream();
            out.write(head.replaceFirst("(?i)\r\nconnection:[^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(content);
            out.flush();
            String answer = new String(upstream.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            client.write(withOwnLinks(answer).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The API names itself in its answers, whose ends the end of the connection shows as well. */
    private String withOwnLinks(String answer) {
        int bodyStart = answer.indexOf("\r\n\r\n");
        return answer.substring(0, bodyStart).replaceFirst("(?i)\r\ncontent-length:[^\r]*", "")
                + answer.substring(bodyStart).replace(api.toString(), "http://127.0.0.1:" + port);
    }
}
