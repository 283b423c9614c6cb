package io.memberport.testing.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the server, and its answer on the way back; a fault says what happens, step by step. Each has a
 * connection to the server of its own, so that none meets one that the server has given up.
 */
final class Passage implements AutoCloseable {

    private static final int CONTINUE = 100;
    private static final int FIRST_FINAL = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final FaultyRoute route;
    private final Socket client;
    private final MessageHead request;
    private final InputStream in;
    private final OutputStream out;
    private final int number;
    private final MessageBody body;

    private @Nullable Socket server;
    private InputStream answers = InputStream.nullInputStream();
    private @Nullable MessageHead answer;
    private boolean whole;
    private boolean answered;
    private boolean followed;

    Passage(FaultyRoute route, Socket client, MessageHead request, InputStream in, OutputStream out)
            throws IOException {
        this.route = route;
        this.client = client;
        this.request = request;
        this.in = in;
        this.out = out;
        this.body = MessageBody.ofRequest(request);
        this.number = route.journal().arrived(request);
    }

    /** Sends the server all of the request, or as much as it wants. */
    void forward() throws IOException {
        forward(Long.MAX_VALUE);
    }

    /** Sends the server the request up to some byte of its body. */
    void forward(long mostBodyBytes) throws IOException {
        Socket connected = route.connectToServer();
        server = connected;
        answers = new BufferedInputStream(connected.getInputStream());
        OutputStream requests = new BufferedOutputStream(connected.getOutputStream());
        request.writeTo(requests);
        if (request.expectsContinue()) {
            MessageHead first = readAnswer();
            if (first.status() != CONTINUE) {
                answer = first;
                return;
            }
            first.writeTo(out);
        }
        whole = body.copy(in, requests, mostBodyBytes, answers);
    }

    /** Waits until the server begins to answer. */
    MessageHead awaitAnswer() throws IOException {
        MessageHead head = answer;
        while (head == null) {
            MessageHead next = readAnswer();
            if (next.status() >= FIRST_FINAL) {
                head = next;
            }
        }
        answer = head;
        return head;
    }

    private MessageHead readAnswer() throws IOException {
        MessageHead head = MessageHead.read(answers);
        if (head == null) {
            throw new EOFException("no answer");
        }
        return head;
    }

    /** Gives the client what the server answers. */
    void giveAnswer() throws IOException {
        MessageHead head = awaitAnswer();
        MessageBody answerBody = MessageBody.ofAnswer(head, request.requestLine());
        boolean canFollow =
                whole && !request.endsConnection() && !head.endsConnection() && !answerBody.endsWithConnection();
        route.journal().answered(number, head.status());
        if (canFollow) {
            head.writeTo(out);
        } else {
            // Or the client would send its next request to a connection that is being closed.
            head.writeAsLastTo(out);
        }
        answerBody.copy(answers, out);
        answered = true;
        followed = canFollow;
    }

    /** Gives the client what the server answers, the body byte by byte. */
    void giveAnswerSlowly(Duration pause) throws IOException {
        MessageHead head = awaitAnswer();
        route.journal().answered(number, head.status());
        head.writeTo(out);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                pause(pause);
                out.write(oneByte);
                out.flush();
            }
        };
        MessageBody.ofAnswer(head, request.requestLine()).copy(answers, slow);
        answered = true;
    }

    /** Reads what the server answers, for it is not done before. */
    void loseAnswer() throws IOException {
        MessageBody.ofAnswer(awaitAnswer(), request.requestLine()).copy(answers, OutputStream.nullOutputStream());
    }

    /** Gives the client an error that is not the server's. */
    void refuse(int status, String code) throws IOException {
        refuse(
                status,
                Map.of("Content-Type", "application/xml"),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + code
                        + " on the way</Message><RequestId>" + number + "</RequestId></Error>");
    }

    /** Gives the client an answer that is not the server's. */
    void refuse(int status, Map<String, String> fields, String text) throws IOException {
        if (!request.expectsContinue()) {
            body.copy(in, OutputStream.nullOutputStream());
            whole = true;
        }
        followed = whole && !request.endsConnection();
        byte[] document = text.getBytes(UTF_8);
        writeHead(status, fields, "Content-Length: " + document.length + (followed ? "" : "\r\nConnection: close"));
        if (!request.requestLine().method().equals("HEAD")) {
            out.write(document);
        }
        out.flush();
        answered = true;
    }

    /** Gives the client chunk after chunk, until it hangs up. */
    void refuseWithoutEnd(int status, Map<String, String> fields, String start, String more, Duration pause)
            throws IOException {
        if (!request.expectsContinue()) {
            body.copy(in, OutputStream.nullOutputStream());
        }
        writeHead(status, fields, "Transfer-Encoding: chunked");
        out.write(chunk(start));
        while (true) {
            out.flush();
            route.pause(pause);
            out.write(chunk(more));
        }
    }

    private void writeHead(int status, Map<String, String> fields, String last) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " told on the way\r\n");
        fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        route.journal().answered(number, status);
        out.write((head + last + "\r\n\r\n").getBytes(UTF_8));
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }

    /** Ends the client's connection in a way that it notices even while it sends. */
    void cut() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    /** Waits, and no longer than until the route is closed. */
    void pause(Duration duration) throws IOException {
        route.pause(duration);
    }

    /** Waits, and no longer than until the route is closed. */
    void await(CountDownLatch latch) throws IOException {
        while (latch.getCount() > 0) {
            route.pause(LOOK_EVERY);
        }
    }

    /** Whether the client has its answer, but the request has not been read to its end. */
    boolean isAnsweredEarly() {
        return answered && !whole;
    }

    /** Whether the client's connection can be used for another request. */
    boolean canBeFollowed() {
        return followed;
    }

    /** Ends the connection to the server. */
    @Override
    public void close() throws IOException {
        Socket connected = server;
        if (connected != null) {
            route.release(connected);
        }
    }
}
