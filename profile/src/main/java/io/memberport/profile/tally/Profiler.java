package io.memberport.profile.tally;

import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.ExportFileSource;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.profile.ExportProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes profiles of export files. */
public final class Profiler {

    /** How many members an option must have to be named, if nothing else is said. */
    public static final int SMALLEST_GROUP = 10;

    private Profiler() {}

    /**
     * Reads a file strictly, from its beginning to its end, in one pass and in memory that does not depend on the number of members. The
     * same file gives the same profile at each time.
     *
     * @param source stays the caller's to close
     * @param smallestGroup an option that fewer different members have is not named; at least 1
     * @param columnLimits how many variables a wide table can have at most, by the name of what holds it
     * @param listener hears of {@link ExportEvent.BatchIdentified}, of {@link ExportEvent.CollectingVariables}, and of a transfer that is
     *     resumed or restarted, on the calling thread
     * @throws MemberportException if the file cannot be read, of kind {@link io.memberport.error.FailureKind#MALFORMED_EXPORT} if it is
     *     malformed or incomplete, or has more than ten thousand variables; if the thread is interrupted
     */
    public static ExportProfile profile(
            ExportFileSource source, int smallestGroup, Map<String, Integer> columnLimits, ExportListener listener) {
        if (smallestGroup < 1) {
            throw new IllegalArgumentException("a group has at least one member");
        }
        TallySink sink = new TallySink();
        ExportResult result =
                ExportTransfer.forCommunity("profile").run(source, null, List.of(sink), new ReadingListener(listener));
        return sink.tally.profile(result.metadata(), smallestGroup, columnLimits);
    }

    /** Where members are counted and not written. The transfer decodes them on all cores, and starts again if it must. */
    private static final class TallySink implements MemberSink {

        private ExportTally tally = new ExportTally();

        @Override
        public String description() {
            return "profile";
        }

        @Override
        public boolean accumulates() {
            return true;
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return Optional.empty();
        }

        @Override
        public SinkRun open(SinkContext context) {
            tally = new ExportTally();
            return new TallyRun(tally);
        }
    }

    private record TallyRun(ExportTally tally) implements SinkRun {

        @Override
        public void write(MemberBlock block) {
            tally.add(block);
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            return new CommitReceipt(metadata.members());
        }

        @Override
        public void close() {}
    }

    /** Hears that a file is read, for nothing is written. */
    private record ReadingListener(ExportListener listener) implements ExportListener {

        @Override
        public void on(ExportEvent event) {
            if (event instanceof ExportEvent.Writing read) {
                listener.on(new ExportEvent.CollectingVariables(
                        read.transferredBytes(), read.expectedBytes(), read.members()));
            } else if (event instanceof ExportEvent.BatchIdentified
                    || event instanceof ExportEvent.TransferResumed
                    || event instanceof ExportEvent.TransferRestarted) {
                listener.on(event);
            }
        }
    }
}
