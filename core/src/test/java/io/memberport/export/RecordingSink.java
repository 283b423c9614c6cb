package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A sink in memory that keeps the promises of its port and remembers what it was asked, and fails on demand. */
class RecordingSink implements MemberSink {

    /** Where something can be made to happen. */
    enum Step {
        DESCRIPTION,
        NEEDS_VARIABLES,
        CHECK,
        OPEN,
        PREPARE,
        WRITE,
        LAST_COMMIT,
        LAST_VARIABLES,
        COMMIT,
        CLOSE
    }

    /** Something that happens at a step, checked exceptions included, as code in other languages throws them. */
    interface Event {
        void happen() throws Throwable;
    }

    private final String description;
    private final Map<Step, Event> events = new EnumMap<>(Step.class);
    private final List<Run> runs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    boolean accumulates;
    boolean needsVariablesFirst;

    @Nullable LastCommit lastCommit;

    @Nullable CommittedVariables lastVariables;

    @Nullable SinkContext context;

    @Nullable ExportMetadata committed;

    boolean interruptedWhenClosed;

    /** Ids of the variables that came with members, of all runs. */
    final Set<String> variableIds = ConcurrentHashMap.newKeySet();

    /** Of all runs. */
    int timesClosed;

    RecordingSink(String description) {
        this.description = description;
    }

    RecordingSink at(Step step, Event event) {
        events.put(step, event);
        return this;
    }

    RecordingSink failingAt(Step step, Throwable failure) {
        return at(step, () -> {
            throw failure;
        });
    }

    /** What it was opened for, in order. */
    List<Run> runs() {
        return runs;
    }

    /** Ids of the members that came in the last run, in the order in which they came. */
    List<String> written() {
        return runs.isEmpty() ? List.of() : runs.get(runs.size() - 1).written;
    }

    boolean hasCommitted() {
        return committed != null;
    }

    /** Each run has been closed, once; the sink itself is its owner's to close. */
    void assertRunsClosed() {
        assertEquals(runs.size(), timesClosed, "runs closed");
        assertTrue(runs.stream().allMatch(Run::isClosed));
        assertFalse(closed, "the sink is closed by its owner");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String description() {
        reach(Step.DESCRIPTION);
        return description;
    }

    @Override
    public boolean needsVariablesFirst() {
        reach(Step.NEEDS_VARIABLES);
        return needsVariablesFirst;
    }

    @Override
    public boolean accumulates() {
        return accumulates;
    }

    @Override
    public Optional<LastCommit> lastCommit(String community) {
        reach(Step.LAST_COMMIT);
        return Optional.ofNullable(lastCommit);
    }

    @Override
    public Optional<CommittedVariables> lastVariables(String community) {
        reach(Step.LAST_VARIABLES);
        return Optional.ofNullable(lastVariables);
    }

    @Override
    public void check() {
        reach(Step.CHECK);
    }

    List<Thread> writingThreads() {
        return threads.stream().distinct().toList();
    }

    @Override
    public SinkRun open(SinkContext given) {
        context = given;
        reach(Step.OPEN);
        Run run = new Run();
        runs.add(run);
        return run;
    }

    /** A run that remembers what it was given. */
    final class Run implements SinkRun {

        private final List<String> written = new ArrayList<>();
        private boolean closed;
        private boolean hasCommitted;

        List<String> written() {
            return written;
        }

        boolean isClosed() {
            return closed;
        }

        boolean hasCommitted() {
            return hasCommitted;
        }

        @Override
        public PreparedWrite prepare(MemberBlock block) {
            reach(Step.PREPARE);
            return () -> write(block);
        }

        @Override
        public void write(MemberBlock block) {
            if (closed) {
                throw new AssertionError("written to after close");
            }
            reach(Step.WRITE);
            for (Member member : block.members()) {
                written.add(member.id().asString());
                member.variables()
                        .forEach(entry -> variableIds.add(entry.variable().id()));
            }
            threads.add(Thread.currentThread());
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            reach(Step.COMMIT);
            committed = metadata;
            hasCommitted = true;
            return new CommitReceipt(written.size());
        }

        @Override
        public void close() {
            timesClosed++;
            closed = true;
            interruptedWhenClosed = Thread.currentThread().isInterrupted();
            reach(Step.CLOSE);
        }
    }

    private void reach(Step step) {
        try {
            events.getOrDefault(step, () -> {}).happen();
        } catch (Throwable any) {
            RecordingSink.<RuntimeException>throwUnnoticed(any);
        }
    }

    /** Throws whatever it is, checked or not, without the compiler noticing. */
    @SuppressWarnings("unchecked") // The cast is never made: that is how the compiler is kept from noticing.
    static <T extends Throwable> void throwUnnoticed(Throwable failure) throws T {
        throw (T) failure;
    }
}
