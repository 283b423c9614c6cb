package io.memberport.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Sends a file, or a part of it, as RFC 9110 says: conditions first, then the range. */
record FileSender(SimulatorSettings.Body settings, PlannedFaults faults) {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int SENDINGS_PER_SECOND = 50;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    void send(ServedRequest call, ServedFile file) throws IOException {
        call.setHeader("ETag", file.etag());
        call.setHeader("Last-Modified", HTTP_DATE.format(file.lastModified()));
        if (settings.ranges()) {
            call.setHeader("Accept-Ranges", "bytes");
        }
        if (call.header("If-Match").filter(tags -> !names(tags, file)).isPresent()) {
            call.answer(412, "application/xml", error("PreconditionFailed", "The object is not the one you have."));
        } else if (call.header("If-None-Match")
                .filter(tags -> names(tags, file))
                .isPresent()) {
            call.answerEmpty(304);
        } else {
            sendBody(call, file, range(call, file));
        }
    }

    private Optional<ByteRange> range(ServedRequest call, ServedFile file) {
        boolean sameFile =
                call.header("If-Range").map(known -> isSame(known, file)).orElse(true);
        return settings.ranges() && sameFile && !call.isHead()
                ? call.header("Range").flatMap(header -> ByteRange.parse(header, file.sizeBytes()))
                : Optional.empty();
    }

    private void sendBody(ServedRequest call, ServedFile file, Optional<ByteRange> asked) throws IOException {
        if (asked.isPresent() && !asked.get().isSatisfiable()) {
            call.setHeader("Content-Range", "bytes */" + file.sizeBytes());
            call.answer(416, "application/xml", error("InvalidRange", "The object has no such bytes."));
            return;
        }
        ByteRange range = asked.orElse(new ByteRange(0, file.sizeBytes() - 1));
        if (asked.isPresent()) {
            call.setHeader("Content-Range", "bytes " + range.first() + '-' + range.last() + '/' + file.sizeBytes());
        }
        setType(call, file);
        int status = asked.isPresent() ? 206 : 200;
        OutputStream out =
                settings.chunked() ? call.answerChunked(status) : call.answerLength(status, range.lengthBytes());
        if (!call.isHead()) {
            copy(file, range, out);
        }
        out.close();
    }

    private void setType(ServedRequest call, ServedFile file) {
        boolean labelled = file.gzip() && settings.gzipLabelled();
        if (labelled) {
            call.setHeader("Content-Encoding", "gzip");
        }
        call.setHeader("Content-Type", file.gzip() && !labelled ? "application/gzip" : "application/json");
    }

    private void copy(ServedFile file, ByteRange range, OutputStream out) throws IOException {
        Optional<PlannedFaults.Break> ordered = faults.nextBreak();
        long wanted = range.lengthBytes();
        long sent =
                Math.min(wanted, ordered.map(PlannedFaults.Break::afterBytes).orElse(wanted));
        copy(file, range.first(), sent, settings.bytesPerSecond(), out);
        out.flush();
        if (sent < wanted) {
            if (ordered.orElseThrow().stall()) {
                stall();
            }
            throw new IOException("The connection breaks here, as ordered.");
        }
    }

    private static void copy(ServedFile file, long position, long lengthBytes, long bytesPerSecond, OutputStream out)
            throws IOException {
        long atOnce = bytesPerSecond == 0 ? BUFFER_BYTES : Math.max(1, bytesPerSecond / SENDINGS_PER_SECOND);
        ByteBuffer buffer =
                ByteBuffer.allocate((int) Math.min(Math.min(BUFFER_BYTES, atOnce), Math.max(1, lengthBytes)));
        long left = lengthBytes;
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            channel.position(position);
            while (left > 0) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                int read = channel.read(buffer);
                if (read < 0) {
                    throw new IOException("The file has become shorter.");
                }
                out.write(buffer.array(), 0, read);
                left -= read;
                if (bytesPerSecond > 0) {
                    out.flush();
                    waitUntil(start + (long) ((lengthBytes - left) * NANOS_PER_SECOND / bytesPerSecond));
                }
            }
        }
    }

    private static void waitUntil(long nanos) throws InterruptedIOException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("The simulator closes.");
            }
            LockSupport.parkNanos(left);
        }
    }

    /** Waits until closing the server interrupts it. */
    private static void stall() throws InterruptedIOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The simulator closes.");
        }
    }

    private static boolean names(String tags, ServedFile file) {
        if (tags.trim().equals("*")) {
            return true;
        }
        for (String tag : tags.split(",", -1)) {
            if (tag.trim().equals(file.etag())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an {@code If-Range} names this very file, by tag or by date. */
    private static boolean isSame(String known, ServedFile file) {
        if (known.startsWith("\"") || known.startsWith("W/")) {
            return known.equals(file.etag());
        }
        try {
            return HTTP_DATE.parse(known, Instant::from).equals(file.lastModified());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** S3's error document. */
    static byte[] error(String code, String message) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
