package io.memberport.cli.process;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The job that a thread works for. A thread that it starts works for the same one. */
public final class JobContext {

    private static final InheritableThreadLocal<@Nullable String> JOB = new InheritableThreadLocal<>();

    private JobContext() {}

    /** Does some work for a job, on this thread and on those that it starts. */
    public static <T> T in(String job, Supplier<T> work) {
        JOB.set(job);
        try {
            return work.get();
        } finally {
            JOB.remove();
        }
    }

    /** What a line begins with that speaks of a job. */
    public static String label(String job) {
        return "[" + job + "] ";
    }

    /** The same for the job that this thread works for; empty if it works for none. */
    static String label() {
        return Optional.ofNullable(JOB.get()).map(JobContext::label).orElse("");
    }
}
