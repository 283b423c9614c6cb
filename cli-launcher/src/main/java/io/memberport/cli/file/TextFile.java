package io.memberport.cli.file;

import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the small text files of a user: settings, and secrets. A pipe or a device is read like a file, because that is how
 * a shell passes on a secret without writing it to a disk; it can be read once.
 */
public final class TextFile {

    /** More than a person writes by hand; a wrong path may lead to anything. */
    public static final int LONGEST_BYTES = 1 << 20;

    /** Long enough for a program that asks a person or a vault for the secret. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param subject what to call the file at the beginning of a message
     * @return the text without a byte order mark
     * @throws MemberportException if it cannot be read, or is not UTF-8; without anything of what is in it
     */
    public static String read(Path file, String subject) {
        return read(file, subject, PATIENCE);
    }

    /**
     * Reads a file, and waits for what another process writes into a pipe.
     *
     * @param patience how long a pipe or a device may take to its end
     */
    public static String read(Path file, String subject, Duration patience) {
        return text(bytes(file, subject, patience), subject);
    }

    /** Reads what another program, or a person, writes to this one, to its end. */
    public static String read(InputStream in, String subject) {
        try {
            return text(in.readNBytes(LONGEST_BYTES + 1), subject);
        } catch (IOException unreadable) {
            throw refused(subject, "cannot be read. Name a file.");
        }
    }

    private static String text(byte[] bytes, String subject) {
        if (bytes.length > LONGEST_BYTES) {
            throw refused(subject, "is longer than 1 MiB. Name another file.");
        }
        if (isUtf16(bytes)) {
            throw refused(subject, "is UTF-16. Save it as UTF-8.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw refused(subject, "is not UTF-8. Save it as UTF-8.");
        }
    }

    private static byte[] bytes(Path file, String subject, Duration patience) {
        if (Files.isDirectory(file)) {
            throw refused(subject, "is a directory. Name a file.");
        }
        try {
            return Files.isRegularFile(file) ? content(file) : contentInTime(file, subject, patience);
        } catch (NoSuchFileException missing) {
            throw refused(subject, "does not exist. Name a file that is there.");
        } catch (AccessDeniedException denied) {
            throw refused(subject, "may not be read by this user. Change its permissions.");
        } catch (IOException unreadable) {
            throw refused(subject, "cannot be read (" + FileFailure.reason(unreadable, file) + ").");
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST_BYTES + 1);
        }
    }

    /** Opening a pipe that no process writes into, and reading one that none closes, last for ever and hear no interrupt. */
    private static byte[] contentInTime(Path file, String subject, Duration patience) throws IOException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> content(file));
        Thread reader = new Thread(reading, "memberport-text-file");
        reader.setDaemon(true);
        reader.start();
        try {
            return reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
            throw refused(
                    subject,
                    "is a pipe or a device, and no process has written to it and closed it within "
                            + patience.toSeconds() + " s. Make sure that a process does, or name a regular file.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while reading a file of settings.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("reading a file failed", failed.getCause());
        }
    }

    /** By its byte order mark, or by the zero bytes that ASCII text has in UTF-16 without one. */
    private static boolean isUtf16(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        boolean isMarked = mark == 0xFEFF || mark == 0xFFFE;
        return isMarked || (bytes.length > 1 && (bytes[0] == 0) != (bytes[1] == 0));
    }

    private static MemberportException refused(String subject, String problem) {
        return new MemberportException(FailureKind.CONFIGURATION, subject + " " + problem);
    }
}
