package io.memberport.cli.monitor;

import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of metrics that another program reads at any time, the textfile collector of a node exporter for example. It holds what
 * all runs have measured that have written it: a run that fails leaves the time of the last success where it is.
 */
final class MetricsFile {

    private static final long MOST_BYTES = 16 << 20;
    private static final String READABLE_BY_ALL = "rw-r--r--";

    /** Runs of one process write one after the other, so that none forgets what another one has written. */
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path path;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    MetricsFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Where the metrics of this run go. */
    MeterRegistry registry() {
        return registry;
    }

    /**
     * Writes what was there together with what this run has measured.
     *
     * @param isSuccess whether the run is known to have measured all of its targets
     */
    void write(boolean isSuccess) {
        WRITING.lock();
        try {
            PrometheusSamples samples = former();
            samples.add(registry, isSuccess);
            replace(samples.text());
        } catch (IOException failure) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "Cannot write the metrics file " + Printable.text(path.toString()) + " ("
                            + FileFailure.reason(failure, path) + ").",
                    failure);
        } finally {
            WRITING.unlock();
        }
    }

    private PrometheusSamples former() throws IOException {
        if (!Files.exists(path)) {
            return new PrometheusSamples();
        }
        try {
            if (Files.isRegularFile(path) && Files.size(path) <= MOST_BYTES) {
                return PrometheusSamples.parse(Files.readString(path));
            }
        } catch (IllegalArgumentException notOurs) {
            // The message says so.
        }
        throw new MemberportException(
                FailureKind.CONFIGURATION,
                "The metrics file " + Printable.text(path.toString())
                        + " is not one of Memberport's, and stays as it is. Name another file, or remove this one.");
    }

    /** In one step, so that no reader sees a half; by a name that collectors pass over. */
    private void replace(String text) throws IOException {
        Path directory = path.getParent();
        Path fresh = Files.createTempFile(directory, "." + path.getFileName() + "-", ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                // A temporary file is private, and the collector is another user.
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(READABLE_BY_ALL));
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
