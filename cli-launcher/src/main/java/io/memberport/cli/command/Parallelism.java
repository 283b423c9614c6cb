package io.memberport.cli.command;

import io.memberport.cli.result.JavaOptions;
import io.memberport.cli.settings.GivenValue;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.Optional;

/** How many jobs run at the same time. They share the heap, so there are no more than it has room for. */
public final class Parallelism {

    /** Most of the time a job waits for Alida. */
    private static final int DEFAULT = 4;

    private static final int MIB = 1 << 20;
    private static final int HEAP_OF_JOB_MIB = 64;

    /** With -Xmx64m, some collectors say that there is a little less. */
    private static final long LEAST_OF_JOB_BYTES = 60L * MIB;

    private Parallelism() {}

    /** As many as are given, or else as many as are good, in the heap of this process. */
    public static int of(Settings settings, int jobs) {
        return of(settings, jobs, heapBytes());
    }

    /** As many as are good, if none are given, in the heap of this process. */
    public static int byDefault() {
        return Math.min(DEFAULT, room(heapBytes()));
    }

    private static long heapBytes() {
        return Runtime.getRuntime().maxMemory();
    }

    private static int room(long heapBytes) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, heapBytes / LEAST_OF_JOB_BYTES));
    }

    static int of(Settings settings, int jobs, long heapBytes) {
        int room = room(heapBytes);
        Optional<GivenValue> given = settings.find(Setting.PARALLEL);
        int wanted = given.map(GivenValue::number).orElse(Math.min(DEFAULT, room));
        if (wanted < 1) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.orElseThrow().origin() + " is " + wanted + "; it must be 1 or more.");
        }
        int parallel = Math.min(wanted, jobs);
        if (parallel > room) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    given.orElseThrow().origin() + " is " + wanted + ", and Java's heap of " + heapBytes / MIB
                            + " MiB has room for " + Printable.count(room, "job", "jobs") + " at a time, with "
                            + HEAP_OF_JOB_MIB + " MiB each. Give Java more with -Xmx" + parallel * HEAP_OF_JOB_MIB
                            + "m " + JavaOptions.place() + ", or run fewer at a time.");
        }
        return parallel;
    }
}
