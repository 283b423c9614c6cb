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
import io.memberport.model.ProfileVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class VariablesFirstTest {

    private static final Path DIRECTORY = Path.of("private");
    private static final String SPOOL = "spool " + DIRECTORY;

    private final MemoryExport export = MemoryExport.of(3);
    private final RecordingSink plain = new RecordingSink("csv:long");
    private final RecordingSink wide = new RecordingSink("csv:wide");
    private final List<ExportEvent> events = new ArrayList<>();

    VariablesFirstTest() {
        export.rereadable = false;
        wide.needsVariablesFirst = true;
    }

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void readsOnceWhenNoSinkNeedsThem() {
        run(plain);

        assertEquals(List.of("open", "close stream"), export.calls());
    }

    @Test
    void readsTwiceWithoutACopyWhenTheSourceAllowsIt() {
        export.rereadable = true;

        run(plain, wide);

        assertEquals(List.of("open", "close stream", "open", "close stream"), export.calls());
        assertEquals(export.memberIds(), wide.written());
    }

    @Test
    void readsTwiceFromACopyOtherwiseAndClosesIt() {
        run(plain, wide);

        assertEquals(List.of(SPOOL, "open", "close stream", "open", "close stream", "close copy"), export.calls());
        assertEquals(export.memberIds(), wide.written());
        assertEquals(export.memberIds(), plain.written());
    }

    @Test
    void givesThemInFirstSeenOrderToSinksThatNeedThem() {
        run(plain, wide);

        List<String> told = Objects.requireNonNull(wide.context).variables().stream()
                .map(ProfileVariable::id)
                .toList();
        assertEquals(List.of("shared", "variable-0", "variable-1", "variable-2"), told);
        assertEquals(List.of(), Objects.requireNonNull(plain.context).variables());
    }

    @Test
    void tellsThemInFirstSeenOrderHoweverManyBlocksThereAre() {
        MemoryExport large = MemoryExport.of(300);

        ExportTransfer.forCommunity("panel").run(large, null, List.of(wide), ExportListener.NONE);

        List<ProfileVariable> variables = Objects.requireNonNull(wide.context).variables();
        assertEquals(301, variables.size());
        for (int i = 0; i < 300; i++) {
            assertEquals("variable-" + i, variables.get(i + 1).id());
        }
    }

    @Test
    void tellsItsListenerOfCopyingAndOfBothPasses() {
        run(wide);

        assertEquals(new ExportEvent.Spooling(10, -1), events.get(0));
        assertEquals(
                3,
                events.stream()
                        .filter(ExportEvent.CollectingVariables.class::isInstance)
                        .count());
        assertEquals(
                3, events.stream().filter(ExportEvent.Writing.class::isInstance).count());
    }

    @Test
    void opensNoSinkWhenCopyingFails() {
        MemberportException broken = new MemberportException(FailureKind.UNAVAILABLE, "broken");
        export.onSpool = () -> {
            throw broken;
        };

        assertSame(broken, assertThrows(MemberportException.class, () -> run(plain, wide)));

        assertEquals(List.of(SPOOL), export.calls());
        assertEquals(null, plain.context);
        plain.assertRunsClosed();
    }

    @Test
    void closesTheCopyWhenTheFirstPassFails() {
        export.onDecode = block -> {
            throw new MemberportException(FailureKind.MALFORMED_EXPORT, "malformed");
        };

        assertThrows(MemberportException.class, () -> run(plain, wide));

        assertEquals("close copy", last(export.calls()));
        assertEquals(null, plain.context);
    }

    @Test
    void closesTheCopyWhenTheSecondPassFails() {
        export.onOpen = pass -> {
            if (pass == 2) {
                throw new MemberportException(FailureKind.UNAVAILABLE, "gone");
            }
        };

        assertThrows(MemberportException.class, () -> run(plain, wide));

        assertEquals("close copy", last(export.calls()));
    }

    @Test
    void closesTheCopyWhenTheSinkFails() {
        wide.failingAt(Step.COMMIT, new MemberportException(FailureKind.TARGET, "full"));

        assertThrows(TargetsFailedException.class, () -> run(plain, wide));

        assertEquals("close copy", last(export.calls()));
        assertTrue(plain.hasCommitted());
    }

    @Test
    void commitsNothingWhenTheFileChangedBetweenThePasses() {
        export.rereadable = true;
        export.onOpen = pass -> export.content = "content of pass " + pass;

        MemberportException failure = assertThrows(MemberportException.class, () -> run(plain, wide));

        assertEquals(FailureKind.MALFORMED_EXPORT, failure.kind());
        assertFalse(plain.hasCommitted() || wide.hasCommitted());
    }

    private void run(RecordingSink... sinks) {
        ExportTransfer.forCommunity("panel")
                .withSpoolDirectory(DIRECTORY)
                .run(export, MemoryExport.BATCH, List.of(sinks), events::add);
    }

    private static String last(List<String> calls) {
        return calls.get(calls.size() - 1);
    }
}
