package io.memberport.cli.monitor;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.port.file.LockFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of metrics that another program reads at any time, the textfile collector of a node exporter for example. It holds what
 * all runs have measured that have written it: a run that fails leaves the time of the last success where it is. A symbolic link
 * stays; the file is the one that it leads to.
 */
public final class MetricsFile {

    private static final long MOST_BYTES = 16 << 20;
    private static final String READABLE_BY_ALL = "rw-r--r--";
    private static final String FRESH = ".new";
    private static final String LOCK = ".lock";

    /** Runs of one process wait for each other, so that none forgets what another one has written. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path path;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    public MetricsFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Where the metrics of this run go. */
    MeterRegistry registry() {
        return registry;
    }

    /** Makes sure that a run can write it, as far as this can be seen without writing. */
    public void check() {
        try {
            Path file = file();
            former(file);
            Path directory = file.resolveSibling("");
            if (!Files.isWritable(directory)) {
                throw new AccessDeniedException(directory.toString());
            }
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private MemberportException unwritable(IOException failure) {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                subject("Cannot write the") + " (" + Printable.text(reason(failure))
                        + "). Its directory must exist, and this user must be able to write there.",
                failure);
    }

    /**
     * Writes what was there together with what this run has measured.
     *
     * @param isWhole whether the run is known to have measured all of its targets
     */
    void write(boolean isWhole) {
        WRITING.lock();
        try {
            writeAlone(file(), isWhole);
        } catch (IOException failure) {
            throw unwritable(failure);
        } finally {
            WRITING.unlock();
        }
    }

    @SuppressWarnings("try") // The lock is there for what other processes do.
    private void writeAlone(Path file, boolean isWhole) throws IOException {
        try (LockFile lock = LockFile.acquire(beside(file, LOCK)).orElseThrow(this::busy)) {
            PrometheusSamples samples = former(file);
            samples.add(registry, isWhole);
            replace(file, samples.text());
        }
    }

    private MemberportException busy() {
        return new MemberportException(
                FailureKind.CONFIGURATION,
                subject("Another process is writing the")
                        + ", so this run has not. Give each scheduled command a file of its own.");
    }

    /** The path as the user gave it, to go after the beginning of a message. */
    private String subject(String beginning) {
        return beginning + " metrics file " + Printable.text(path.toString());
    }

    /** Names the directory in place of the files that are beside the other one for a moment: the user does not know them. */
    private String reason(IOException failure) {
        String reason = FileFailure.reason(failure, path);
        String named = failure instanceof FileSystemException ofFile ? ofFile.getFile() : null;
        return named == null || !(named.endsWith(FRESH) || named.endsWith(LOCK))
                ? reason
                : reason.replace(named, String.valueOf(Path.of(named).getParent()));
    }

    private Path file() throws IOException {
        if (!Files.isSymbolicLink(path)) {
            Path directory = path.getParent();
            return directory == null ? path : directory.toRealPath().resolve(path.getFileName());
        }
        if (!Files.exists(path)) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    subject("The") + " is a symbolic link that leads to no file. Remove it, or make that file, empty.");
        }
        return path.toRealPath();
    }

    private PrometheusSamples former(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new PrometheusSamples();
        }
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                return PrometheusSamples.parse(Files.readString(file));
            }
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            // The message says so.
        }
        throw new MemberportException(
                FailureKind.CONFIGURATION,
                subject("The")
                        + " is not one of Memberport's, and stays as it is. Name another file, or remove this one.");
    }

    /** A file with a name that collectors pass over, the same for each run: what a killed one has left is used again. */
    private static Path beside(Path file, String ending) {
        return file.resolveSibling("." + file.getFileName() + ending);
    }

    /** In one step, so that no reader sees a half. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = beside(file, FRESH);
        Files.deleteIfExists(fresh);
        try {
            Files.writeString(
                    fresh, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                // The collector is another user, whatever this one's umask is.
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(READABLE_BY_ALL));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
