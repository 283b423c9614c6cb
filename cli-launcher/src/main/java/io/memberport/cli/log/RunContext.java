package io.memberport.cli.log;

import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which run something is of. Holds for the thread that begins it and for all threads that this thread starts, and theirs,
 * until it is closed; so several runs can be in progress in one process.
 */
public final class RunContext implements AutoCloseable {

    private static final InheritableThreadLocal<RunContext> CURRENT = new InheritableThreadLocal<>();

    private final String runId;
    private final @Nullable String job;
    private final @Nullable RunContext outer;
    private volatile @Nullable String batchId;

    private RunContext(@Nullable String job, @Nullable RunContext outer) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        this.runId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
        this.job = job;
        this.outer = outer;
    }

    /**
     * Begins a run on this thread. Must be closed on the same thread.
     *
     * @param job the name of the job that runs; null if it has none
     */
    public static RunContext begin(@Nullable String job) {
        RunContext run = new RunContext(job, CURRENT.get());
        CURRENT.set(run);
        return run;
    }

    /** That of this thread; empty if it belongs to no run. */
    public static Optional<RunContext> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** From now on, what is said is about this export. */
    public static void concerns(String batchId) {
        current().ifPresent(run -> run.batchId = batchId);
    }

    /** Takes note of the export that a file turns out to be of, and passes on all other events. */
    public static ExportListener noting(ExportListener others) {
        return event -> {
            if (event instanceof ExportEvent.BatchIdentified identified) {
                concerns(identified.batchId());
            } else {
                others.on(event);
            }
        };
    }

    /** What a line in words begins with if it is of a job, so that jobs in progress at once can be told apart. */
    static String label() {
        return current().flatMap(RunContext::job).map(RunContext::label).orElse("");
    }

    /** The same for a job. */
    public static String label(String job) {
        return "[" + job + "] ";
    }

    /** 32 hexadecimal digits, different for each run. */
    public String runId() {
        return runId;
    }

    /** The name of the job that runs. */
    public Optional<String> job() {
        return Optional.ofNullable(job);
    }

    /** The export, once it is known. */
    public Optional<String> batchId() {
        return Optional.ofNullable(batchId);
    }

    /** Ends it on this thread; threads that it has started, and that are still there, keep it. */
    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
