package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSink.PreparedWrite;
import io.memberport.port.SinkContext;
import org.jspecify.annotations.Nullable;

/**
 * One sink on its way through a run. Whatever the sink throws stays in here, so that the other sinks go on; only an
 * interruption, which is meant for the run as a whole, gets out.
 */
final class SinkLane implements AutoCloseable {

    private static final PreparedWrite NOTHING = () -> {};

    private final MemberSink sink;
    private volatile @Nullable MemberportException failure;
    private @Nullable TargetResult result;

    SinkLane(MemberSink sink) {
        this.sink = sink;
    }

    boolean isAlive() {
        return failure == null;
    }

    void open(SinkContext context) {
        guarded(() -> sink.open(context));
    }

    /** The concurrent part of a write; fails in the ordered part, so that the first failure in order wins. */
    PreparedWrite prepare(MemberBlock block) {
        if (!isAlive()) {
            return NOTHING;
        }
        try {
            return sink.prepare(block);
        } catch (RuntimeException failed) {
            return () -> {
                throw failed;
            };
        }
    }

    void write(PreparedWrite write) {
        guarded(write::write);
    }

    void commit(String community, ExportMetadata metadata, ExportListener listener) {
        guarded(() -> {
            boolean done = sink.lastCommit(community)
                    .filter(commit -> commit.isOf(metadata))
                    .isPresent();
            if (done) {
                result = TargetResult.alreadyCommitted(sink.description());
            } else {
                listener.on(new ExportEvent.Committing(sink.description()));
                result = TargetResult.committed(
                        sink.description(), sink.commit(metadata).rows());
            }
        });
    }

    /** Where the target stands once all is over. */
    TargetResult result() {
        MemberportException failed = failure;
        if (failed != null) {
            return TargetResult.failed(sink.description(), failed);
        }
        if (result == null) {
            throw new IllegalStateException("neither committed nor failed");
        }
        return result;
    }

    @Override
    public void close() {
        try {
            sink.close();
        } catch (RuntimeException failed) {
            MemberportException first = failure;
            if (first != null) {
                first.addSuppressed(failed);
            } else if (result == null) {
                failure = asMemberportException(failed);
            }
            // After a commit the data is safe, and what was not cleaned up the next run cleans up.
        }
    }

    private void guarded(Runnable step) {
        if (!isAlive()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException failed) {
            MemberportException known = asMemberportException(failed);
            if (known.kind() == FailureKind.INTERRUPTED) {
                throw known;
            }
            // Closed at the end of the run only: other threads may be preparing blocks for this sink just now.
            failure = known;
        }
    }

    private MemberportException asMemberportException(RuntimeException failed) {
        if (failed instanceof MemberportException known) {
            return known;
        }
        // Its message comes from code that may not know the rule about member values, so only its class is told.
        MemberportException wrapped = new MemberportException(
                FailureKind.TARGET,
                "The target " + sink.description() + " failed unexpectedly ("
                        + failed.getClass().getName()
                        + "). Nothing was committed to it; this is a mistake in the sink.");
        wrapped.setStackTrace(failed.getStackTrace());
        return wrapped;
    }
}
