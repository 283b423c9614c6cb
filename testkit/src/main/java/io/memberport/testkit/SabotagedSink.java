package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A sink whose target is damaged at a point of its run, by an action of the test: it closes the connection, deletes the
 * temporary file, stops the server. For {@link SinkFixture#breakingAt}, where a sink has no better way to fail.
 */
public final class SabotagedSink implements MemberSink {

    /** What is done to the target. */
    @FunctionalInterface
    public interface Action {

        /**
         * Called once, on the thread that uses the sink.
         *
         * @param run of the sink that was wrapped
         */
        void damage(SinkRun run) throws Exception;
    }

    private final MemberSink sink;
    private final BreakPoint point;
    private final Action action;
    private boolean done;

    private SabotagedSink(MemberSink sink, BreakPoint point, Action action) {
        this.sink = sink;
        this.point = point;
        this.action = action;
    }

    /**
     * Wraps a sink.
     *
     * @param sink closed with the result
     * @param point when it happens: after {@code open}, after the first {@code write}, before {@code commit}
     * @param action what happens
     */
    public static MemberSink at(BreakPoint point, MemberSink sink, Action action) {
        return new SabotagedSink(sink, point, action);
    }

    private void reach(BreakPoint reached, SinkRun run) {
        if (reached != point || done) {
            return;
        }
        done = true;
        try {
            action.damage(run);
        } catch (Exception failed) {
            throw new AssertionError("the sabotage itself failed", failed);
        }
    }

    @Override
    public String description() {
        return sink.description();
    }

    @Override
    public boolean accumulates() {
        return sink.accumulates();
    }

    @Override
    public boolean takesIncremental() {
        return sink.takesIncremental();
    }

    @Override
    public boolean needsVariablesFirst() {
        return sink.needsVariablesFirst();
    }

    @Override
    public String setupScript() {
        return sink.setupScript();
    }

    @Override
    public List<Path> files() {
        return sink.files();
    }

    @Override
    public void check() {
        sink.check();
    }

    @Override
    public void checkIncremental(String community) {
        sink.checkIncremental(community);
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        return sink.lastCommit(community);
    }

    @Override
    public boolean hasCommitted(String community, ExportMetadata export) {
        return sink.hasCommitted(community, export);
    }

    @Override
    public Optional<Instant> newestExportDate(String community) {
        return sink.newestExportDate(community);
    }

    @Override
    public SinkRun open(SinkContext context) {
        SinkRun run = sink.open(context);
        reach(BreakPoint.WRITE, run);
        return new Run(run);
    }

    private final class Run implements SinkRun {

        private final SinkRun run;

        private Run(SinkRun run) {
            this.run = run;
        }

        @Override
        public void write(MemberBlock block) {
            run.write(block);
            reach(BreakPoint.HALFWAY, run);
        }

        @Override
        public PreparedWrite prepare(MemberBlock block) {
            PreparedWrite prepared = run.prepare(block);
            return () -> {
                prepared.write();
                reach(BreakPoint.HALFWAY, run);
            };
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            reach(BreakPoint.COMMIT, run);
            return run.commit(metadata);
        }

        @Override
        public void close() {
            run.close();
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
