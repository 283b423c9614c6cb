package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.RecordingSink.Step;
import io.memberport.export.TargetResult.Outcome;
import io.memberport.export.drift.DriftPolicy;
import io.memberport.export.drift.ExportVariables;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.privacy.PrivacyPolicy;
import io.memberport.privacy.PrivacyStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class FailingSinkTest {

    private static final String SECRET = "hushhush";

    private final MemoryExport export = MemoryExport.of(20);
    private final RecordingSink healthy = new RecordingSink("csv:healthy");
    private final RecordingSink failing = new RecordingSink("csv:failing");
    private final MemberportException full = new MemberportException(FailureKind.TARGET, "The disk is full.");

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHECK", "CLOSE"})
    void doesNotStopTheOthers(Step step) {
        failing.failingAt(step, full);

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertEquals(export.memberIds(), healthy.written());
        assertTrue(healthy.hasCommitted());
        assertFalse(failing.hasCommitted());
        assertEquals(
                List.of(Outcome.FAILED, Outcome.COMMITTED),
                failure.targets().stream().map(TargetResult::outcome).toList());
        assertEquals(20, failure.targets().get(1).rows());
        assertEquals(FailureKind.TARGET, failure.kind());
        failing.assertRunsClosed();
        healthy.assertRunsClosed();
    }

    static Stream<Arguments> unexpectedFailures() {
        List<Throwable> odd = List.of(
                new IllegalStateException(SECRET),
                new NoClassDefFoundError(SECRET),
                new AssertionError(SECRET),
                new StackOverflowError(SECRET),
                new IOException(SECRET));
        return Stream.of(Step.values())
                .filter(step -> step != Step.CHECK && step != Step.CLOSE)
                .flatMap(step -> odd.stream().map(failure -> Arguments.of(step, failure)));
    }

    @ParameterizedTest
    @MethodSource("unexpectedFailures")
    void doesNotStopTheOthersHoweverOddlyItFails(Step step, Throwable odd) {
        failing.failingAt(step, odd);

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertTrue(healthy.hasCommitted());
        MemberportException told =
                Objects.requireNonNull(failure.targets().get(0).failure());
        assertTrue(
                Objects.requireNonNull(told.getMessage())
                        .contains(odd.getClass().getName()),
                told.getMessage());
        assertFalse(printed(failure).contains(SECRET), "the message of foreign code is not told");
    }

    @Test
    void isAskedNothingMoreOnceItCouldNotBeOpened() {
        failing.at(Step.OPEN, () -> {
            throw full;
        });
        failing.failingAt(Step.WRITE, new AssertionError("written to after it failed"));
        failing.failingAt(Step.PREPARE, new AssertionError("prepared for after it failed"));
        failing.failingAt(Step.COMMIT, new AssertionError("committed after it failed"));

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertSame(full, failure.targets().get(0).failure());
        assertEquals(0, failing.timesClosed);
    }

    @Test
    void isAskedNothingMoreButToClose() {
        failing.failingAt(Step.WRITE, full);
        failing.failingAt(Step.COMMIT, new AssertionError("committed after it failed"));

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertSame(full, failure.targets().get(0).failure());
        assertEquals(List.of(), List.of(full.getSuppressed()));
        failing.assertRunsClosed();
    }

    /** Whatever the reason: a target that lacks a member must not say that it holds the export. */
    @Test
    void commitsNothingIfNotAllMembersReachedIt() {
        SinkLane lane = new SinkLane(healthy, PrivacyStage.of(PrivacyPolicy.NONE));
        lane.open(new SinkContext("panel", MemoryExport.BATCH, null, null, List.of()), Allowances.NONE);
        lane.write(() -> {}, 3);
        ExportMetadata four = new ExportMetadata(MemoryExport.BATCH, null, null, null, "0".repeat(64), 100, 4, 4, 0);

        lane.end(four);
        lane.compare("panel", Allowances.NONE, new ExportVariables(), DriftPolicy.REPORT, ExportListener.NONE);
        lane.commit(ExportListener.NONE);

        MemberportException failure = Objects.requireNonNull(lane.result().failure());
        assertEquals(FailureKind.BUG, failure.kind());
        assertTrue(
                String.valueOf(failure.getMessage()).contains("4 members, but 3 reached csv:healthy"),
                failure.toString());
        assertFalse(healthy.hasCommitted());
    }

    @Test
    void endsTheRunWhenNoSinkIsLeft() {
        MemoryExport endless = MemoryExport.of(Integer.MAX_VALUE);
        healthy.failingAt(Step.WRITE, new MemberportException(FailureKind.TARGET_BUSY, "Busy."));
        failing.failingAt(Step.PREPARE, full);

        TargetsFailedException failure = assertThrows(
                TargetsFailedException.class,
                () -> ExportTransfer.forCommunity("panel")
                        .run(endless, null, List.of(failing, healthy), ExportListener.NONE));

        assertSame(full, failure.getCause());
        assertEquals(1, failure.getSuppressed().length);
        assertEquals("The disk is full. Busy.", failure.getMessage());
        assertEquals(2, failure.targets().size());
    }

    @Test
    void readsNoMemberWhenNoSinkCouldBeOpened() {
        failing.failingAt(Step.OPEN, full);

        assertThrows(TargetsFailedException.class, () -> run(failing));

        assertEquals(List.of("open", "close stream"), export.calls());
        assertEquals(0, export.blocksRead());
    }

    @Test
    void failsAtTheFirstBlockInTheOrderOfTheFile() {
        MemberportException later = new MemberportException(FailureKind.TARGET, "later");
        MemberSink sink = new ForwardingSink(failing) {
            @Override
            SinkRun.PreparedWrite prepare(SinkRun run, MemberBlock block) {
                return switch ((int) block.firstMemberIndex()) {
                    case 0, 1 -> super.prepare(run, block);
                    case 2 ->
                        () -> {
                            throw full;
                        };
                    default -> throw later;
                };
            }
        };

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(sink, healthy));

        assertSame(full, failure.getCause());
        assertEquals(List.of("member-0", "member-1"), failing.written());
    }

    @Test
    void standsAsCommittedThoughClosingFailsAfterwards() {
        failing.failingAt(Step.CLOSE, new IllegalStateException());

        ExportResult result = run(failing, healthy);

        assertEquals(Outcome.COMMITTED, result.targets().get(0).outcome());
        assertTrue(healthy.hasCommitted());
    }

    @Test
    void suppressesTheFailureToCloseOntoItsOwnFailure() {
        failing.failingAt(Step.WRITE, full);
        failing.failingAt(Step.CLOSE, new IllegalStateException(SECRET));

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertSame(full, failure.getCause());
        assertEquals(1, full.getSuppressed().length);
        assertFalse(printed(failure).contains(SECRET), "the message of foreign code is not told");
    }

    @Test
    void mayFailToCloseWithTheVeryExceptionItFailedWith() {
        failing.failingAt(Step.WRITE, full);
        failing.failingAt(Step.CLOSE, full);

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing, healthy));

        assertSame(full, failure.getCause());
        assertTrue(healthy.hasCommitted());
    }

    @Test
    void suppressesTheFailureToCloseOntoTheFailureOfTheRun() {
        MemberportException malformed = new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        export.onEnd = () -> {
            throw malformed;
        };
        failing.failingAt(Step.CLOSE, full);

        assertSame(malformed, assertThrows(MemberportException.class, () -> run(failing, healthy)));

        assertEquals(List.of(full), List.of(malformed.getSuppressed()));
        healthy.assertRunsClosed();
    }

    @Test
    void saysThatItIsNotKnownWhetherACommitThatBrokeOffTookEffect() {
        failing.failingAt(Step.COMMIT, new IllegalStateException());

        TargetsFailedException failure = assertThrows(TargetsFailedException.class, () -> run(failing));

        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("not known"), failure.getMessage());
    }

    @Test
    void failsAloneWhenItReturnsNull() {
        RecordingSink empty = new RecordingSink("csv:empty");

        TargetsFailedException failure =
                assertThrows(TargetsFailedException.class, () -> run(new NullSink(empty), healthy));

        assertEquals(Outcome.FAILED, failure.targets().get(0).outcome());
        assertTrue(healthy.hasCommitted());
    }

    @Test
    void endsTheRunWhenTheVirtualMachineCannotContinue() {
        OutOfMemoryError exhausted = new OutOfMemoryError("planted");
        failing.failingAt(Step.PREPARE, exhausted);

        assertSame(exhausted, assertThrows(OutOfMemoryError.class, () -> run(failing, healthy)));

        assertFalse(healthy.hasCommitted());
        healthy.assertRunsClosed();
        failing.assertRunsClosed();
    }

    private ExportResult run(MemberSink... sinks) {
        return ExportTransfer.forCommunity("panel")
                .run(export, MemoryExport.BATCH, List.of(sinks), ExportListener.NONE);
    }

    private static String printed(Throwable failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        return printed.toString();
    }

    private static class ForwardingSink implements MemberSink {

        private final MemberSink sink;

        ForwardingSink(MemberSink sink) {
            this.sink = sink;
        }

        @Override
        public String description() {
            return sink.description();
        }

        @Override
        public Optional<LastCommit> lastCommit(String community) {
            return sink.lastCommit(community);
        }

        @Override
        public SinkRun open(SinkContext context) {
            SinkRun run = sink.open(context);
            return new SinkRun() {
                @Override
                public void write(MemberBlock block) {
                    run.write(block);
                }

                @Override
                public PreparedWrite prepare(MemberBlock block) {
                    return ForwardingSink.this.prepare(run, block);
                }

                @Override
                public CommitReceipt commit(ExportMetadata metadata) {
                    return run.commit(metadata);
                }

                @Override
                public void close() {
                    run.close();
                }
            };
        }

        SinkRun.PreparedWrite prepare(SinkRun run, MemberBlock block) {
            return run.prepare(block);
        }
    }

    /** What a plugin without nullness checks may do. */
    private static final class NullSink extends ForwardingSink {

        NullSink(MemberSink sink) {
            super(sink);
        }

        @Override
        @SuppressWarnings("NullAway") // That is the point.
        SinkRun.PreparedWrite prepare(SinkRun run, MemberBlock block) {
            return null;
        }
    }
}
