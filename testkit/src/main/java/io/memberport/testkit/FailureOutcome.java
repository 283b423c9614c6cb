package io.memberport.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkRun;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.SinkFixtureSource;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a sink does whose target fails at a point. */
record FailureOutcome(SinkFixtureSource source, Path directory, BreakPoint point) {

    /** What a failing target can be told as. */
    private static final Set<FailureKind> FITTING = EnumSet.of(
            FailureKind.TARGET,
            FailureKind.TARGET_BUSY,
            FailureKind.UNAVAILABLE,
            FailureKind.ACCESS_DENIED,
            FailureKind.NOT_FOUND,
            FailureKind.PROTOCOL,
            FailureKind.CONFIGURATION);

    private static final int MOST_CAUSES = 50;

    static FailureOutcome of(SinkFixtureSource source, Path directory, BreakPoint point) {
        return new FailureOutcome(source, directory, point);
    }

    void assertHarmless() throws Exception {
        try (SinkUnderTest target = SinkUnderTest.withFirstExport(source, directory)) {
            try (MemberSink sink = target.fixture().breakingAt(point);
                    SinkRun run = SinkUnderTest.open(sink, ContractExports.SECOND)) {
                MemberportException failure = assertThrows(
                        MemberportException.class,
                        () -> {
                            SinkUnderTest.write(run, ContractExports.SECOND);
                            run.commit(ContractExports.SECOND.metadata());
                        },
                        () -> "a sink that breaks at " + point + " fails");

                assertTrue(FITTING.contains(failure.kind()), () -> "the kind fits a failing target: " + failure.kind());
                assertQuotesNoMember(failure);
                target.assertShows("after a failure at " + point + ", before close");
            }
            target.assertIntact("after a failure at " + point);
            target.run(ContractExports.SECOND);
        }
    }

    /** No message in the whole tree of causes has a member's value in it. */
    private static void assertQuotesNoMember(Throwable failure) {
        Deque<Throwable> rest = new ArrayDeque<>(List.of(failure));
        for (int seen = 0; seen < MOST_CAUSES && !rest.isEmpty(); seen++) {
            Throwable next = rest.remove();
            String said = next.toString();
            assertFalse(
                    said.contains(ContractExports.CANARY),
                    () -> "a " + next.getClass().getName() + " in the failure quotes a member's value");
            if (next.getCause() != null) {
                rest.add(next.getCause());
            }
            rest.addAll(List.of(next.getSuppressed()));
        }
    }
}
