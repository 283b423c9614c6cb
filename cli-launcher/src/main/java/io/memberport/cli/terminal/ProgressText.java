package io.memberport.cli.terminal;

import io.memberport.export.ExportEvent;
import io.memberport.export.TargetResult;
import io.memberport.port.Delays;
import java.time.Duration;
import java.util.Locale;

/** An event in words. Measures the rate of a phase from its first event on. */
final class ProgressText {

    private static final double NANOS_PER_SECOND = 1e9;
    /** Before that, a rate says more about the start than about the rest. */
    private static final long MEASURABLE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Delays clock;
    private final String label;
    private Class<?> phase = Void.class;
    private long phaseStart;
    private long bytesAtStart;

    /**
     * A text.
     *
     * @param label what it begins with
     */
    ProgressText(Delays clock, String label) {
        this.clock = clock;
        this.label = label;
    }

    /** Must be told of every event, shown or not. */
    void hear(ExportEvent event) {
        if (event.getClass() != phase) {
            phase = event.getClass();
            phaseStart = clock.nanoTime();
            bytesAtStart = transferred(event);
        }
    }

    String of(ExportEvent event) {
        return label + words(event);
    }

    private String words(ExportEvent event) {
        if (event instanceof ExportEvent.BatchStarted started) {
            return "Export " + Printable.text(started.batch().id()) + " created";
        } else if (event instanceof ExportEvent.BatchIdentified identified) {
            return "The file is of the export " + Printable.text(identified.batchId());
        } else if (event instanceof ExportEvent.BatchPolled polled) {
            return polled(polled);
        } else if (event instanceof ExportEvent.Spooling spooling) {
            return "Downloading: " + bytes(spooling.transferredBytes(), spooling.expectedBytes());
        } else if (event instanceof ExportEvent.CollectingVariables collecting) {
            return "Collecting variables: " + members(collecting.members())
                    + bytes(collecting.transferredBytes(), collecting.expectedBytes());
        } else if (event instanceof ExportEvent.Writing writing) {
            return "Writing: " + members(writing.members())
                    + bytes(writing.transferredBytes(), writing.expectedBytes());
        } else if (event instanceof ExportEvent.TransferResumed resumed) {
            return "The download was interrupted and resumes at byte " + resumed.atByte()
                    + (resumed.expectedBytes() < 0 ? "" : " of " + resumed.expectedBytes());
        } else if (event instanceof ExportEvent.TransferRestarted restarted) {
            return "The download restarts in "
                    + Printable.seconds(restarted.pause().toSeconds()) + ". "
                    + Printable.text(String.valueOf(restarted.reason().getMessage()));
        } else if (event instanceof ExportEvent.VariablesCompared compared) {
            return "Compared the variables with those of " + Printable.text(compared.target());
        } else if (event instanceof ExportEvent.Committing committing) {
            return "Committing " + Printable.text(committing.target());
        } else if (event instanceof ExportEvent.TargetFinished finished) {
            return finished(finished.result());
        }
        throw new IllegalStateException("unknown event " + event.getClass());
    }

    /** Whether it is worth a line that stays, because it happens rarely and does not go without saying. */
    static boolean isLasting(ExportEvent event) {
        return event instanceof ExportEvent.TransferResumed || event instanceof ExportEvent.TransferRestarted;
    }

    private static String polled(ExportEvent.BatchPolled polled) {
        String status = polled.status().name().toLowerCase(Locale.ROOT);
        String export = "Export " + Printable.text(polled.batchId()) + " is " + status;
        return polled.nextLook().isZero()
                ? export
                : export + " for " + Printable.seconds(polled.waited().toSeconds()) + ", next status request in "
                        + Printable.seconds(Math.max(1, polled.nextLook().toSeconds()));
    }

    private static String finished(TargetResult result) {
        return Printable.text(result.target()) + ": " + Printable.outcome(result.outcome())
                + (result.outcome() == TargetResult.Outcome.COMMITTED
                        ? ", " + Printable.count(result.rows(), "row", "rows")
                        : "");
    }

    private static String members(long members) {
        return Printable.count(members, "member", "members") + ", ";
    }

    private String bytes(long transferred, long expected) {
        String shown = Printable.bytes(transferred) + (expected < 0 ? "" : " of " + Printable.bytes(expected));
        long elapsed = clock.nanoTime() - phaseStart;
        double rate = elapsed < MEASURABLE_NANOS ? 0 : (transferred - bytesAtStart) * NANOS_PER_SECOND / elapsed;
        if (rate <= 0) {
            return shown;
        }
        String withRate = shown + ", " + Printable.bytes((long) rate) + "/s";
        return expected < transferred
                ? withRate
                : withRate + ", " + Printable.seconds((long) ((expected - transferred) / rate)) + " left";
    }

    private static long transferred(ExportEvent event) {
        if (event instanceof ExportEvent.Spooling spooling) {
            return spooling.transferredBytes();
        } else if (event instanceof ExportEvent.CollectingVariables collecting) {
            return collecting.transferredBytes();
        } else if (event instanceof ExportEvent.Writing writing) {
            return writing.transferredBytes();
        }
        return 0;
    }
}
