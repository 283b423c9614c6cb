package io.memberport.export;

import static io.memberport.model.BatchStatus.FAILED;
import static io.memberport.model.BatchStatus.PENDING;
import static io.memberport.model.BatchStatus.RUNNING;
import static io.memberport.model.BatchStatus.SUCCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.ExportEvent.BatchPolled;
import io.memberport.model.BatchStatus;
import io.memberport.model.ExportBatch;
import io.memberport.port.Backoff;
import io.memberport.port.Delays;
import io.memberport.port.ExportStatusSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPollerTest {

    private static final PollSchedule SCHEDULE =
            new PollSchedule(new Backoff(seconds(2), 2, seconds(10), 0), Duration.ofHours(1));

    private final ManualDelays delays = new ManualDelays();
    private final List<ExportEvent> events = new ArrayList<>();

    @Test
    void looksAtOnce() {
        ExportBatch batch = poller(SCHEDULE, SUCCEEDED).awaitSuccess("b", events::add);

        assertEquals(SUCCEEDED, batch.status());
        assertEquals(List.of(), delays.waits());
        assertEquals(List.of(new BatchPolled("b", SUCCEEDED, Duration.ZERO, Duration.ZERO)), events);
    }

    @Test
    void waitsLongerEachTimeUpToTheCap() {
        poller(SCHEDULE, PENDING, PENDING, RUNNING, RUNNING, RUNNING, SUCCEEDED).awaitSuccess("b", events::add);

        assertEquals(List.of(seconds(2), seconds(4), seconds(8), seconds(10), seconds(10)), delays.waits());
    }

    @Test
    void reportsEveryStatusRequestAndWhenTheNextIs() {
        poller(SCHEDULE, PENDING, RUNNING, SUCCEEDED).awaitSuccess("b", events::add);

        assertEquals(
                List.of(
                        new BatchPolled("b", PENDING, Duration.ZERO, seconds(2)),
                        new BatchPolled("b", RUNNING, seconds(2), seconds(4)),
                        new BatchPolled("b", SUCCEEDED, seconds(6), Duration.ZERO)),
                events);
    }

    @Test
    void shortensIntervalsByTheJitterButNeverLengthensThem() {
        PollSchedule jittered = new PollSchedule(new Backoff(seconds(2), 2, seconds(10), 0.5), Duration.ofHours(1));
        Deque<Double> numbers = new ArrayDeque<>(List.of(0.0, 0.5, 1.0, 0.0));

        new ExportPoller(answering(PENDING, PENDING, PENDING, PENDING, SUCCEEDED), jittered, delays, numbers::pop)
                .awaitSuccess("b", events::add);

        assertEquals(List.of(seconds(2), seconds(3), seconds(4), seconds(10)), delays.waits());
    }

    @Test
    void looksALastTimeExactlyAtTheDeadline() {
        PollSchedule short7 = SCHEDULE.withDeadline(seconds(7));

        ExportBatch batch = poller(short7, PENDING, PENDING, PENDING, SUCCEEDED).awaitSuccess("b", events::add);

        assertEquals(SUCCEEDED, batch.status());
        assertEquals(List.of(seconds(2), seconds(4), seconds(1)), delays.waits());
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "RUNNING"})
    void givesUpWhenTheBatchIsNotFinalAtTheDeadline(BatchStatus status) {
        PollSchedule short7 = SCHEDULE.withDeadline(seconds(7));
        ExportPoller poller = poller(short7, status, status, status, status, SUCCEEDED);

        MemberportException failure =
                assertThrows(MemberportException.class, () -> poller.awaitSuccess("b", events::add));

        assertEquals(FailureKind.DEADLINE, failure.kind());
        assertEquals("b", failure.batchId().orElseThrow());
        assertMessageContains(failure, "The export b is still " + status + " after 7 s", "to resume");
        assertEquals(new BatchPolled("b", status, seconds(7), Duration.ZERO), events.get(3));
    }

    @Test
    void countsTheTimeTheLooksThemselvesTake() {
        ExportStatusSource slow = batchId -> {
            delays.pass(seconds(30));
            return batch(RUNNING, null);
        };
        ExportPoller poller = new ExportPoller(slow, SCHEDULE.withDeadline(seconds(61)), delays, () -> 0);

        assertThrows(MemberportException.class, () -> poller.awaitSuccess("b", events::add));

        assertEquals(List.of(seconds(2)), delays.waits());
    }

    @Test
    void looksOnceWhenTheDeadlineIsZero() {
        ExportPoller poller = poller(SCHEDULE.withDeadline(Duration.ZERO), PENDING, SUCCEEDED);

        assertThrows(MemberportException.class, () -> poller.awaitSuccess("b", events::add));

        assertEquals(List.of(), delays.waits());
        assertEquals(1, events.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "NULL       | failed at Alida: no reason given. Start",
                "' '        | failed at Alida: no reason given. Start",
                "disk full  | failed at Alida: disk full. Start",
                "disk full. | failed at Alida: disk full. Start",
            })
    void failsWithTheVendorsReasonWhenTheBatchFailed(@Nullable String reason, String expected) {
        ExportPoller poller = new ExportPoller(id -> batch(FAILED, reason), SCHEDULE, delays, () -> 0);

        MemberportException failure =
                assertThrows(MemberportException.class, () -> poller.awaitSuccess("b", events::add));

        assertEquals(FailureKind.EXPORT_FAILED, failure.kind());
        assertEquals("b", failure.batchId().orElseThrow());
        assertMessageContains(failure, expected);
        assertEquals(1, events.size());
    }

    @Test
    void returnsAFailedBatchToWhoAsksForAFinalOne() {
        assertEquals(
                FAILED,
                poller(SCHEDULE, RUNNING, FAILED).awaitFinal("b", events::add).status());
    }

    @Test
    void passesOnWhatTheSourceThrows() {
        MemberportException unknown = new MemberportException(FailureKind.NOT_FOUND, "unknown batch");
        ExportStatusSource source = batchId -> {
            throw unknown;
        };

        assertSame(
                unknown,
                assertThrows(
                        MemberportException.class,
                        () -> new ExportPoller(source, SCHEDULE, delays, () -> 0).awaitSuccess("b", events::add)));
    }

    @Test
    void saysHowToResumeWhenInterrupted() {
        delays.onWait = () -> {
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        };
        ExportPoller poller = poller(SCHEDULE, PENDING);

        MemberportException failure =
                assertThrows(MemberportException.class, () -> poller.awaitSuccess("b", events::add));

        assertEquals(FailureKind.INTERRUPTED, failure.kind());
        assertEquals("b", failure.batchId().orElseThrow());
        assertMessageContains(failure, "to resume");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_500_000_000L, 3_600_000_000_000L})
    void isInterruptedOnTheRealClockToo(long nanos) {
        Thread.currentThread().interrupt();

        MemberportException failure =
                assertThrows(MemberportException.class, () -> Delays.REAL.waitFor(Duration.ofNanos(nanos)));

        assertTrue(Thread.interrupted(), "the interrupt status is set");
        assertEquals(FailureKind.INTERRUPTED, failure.kind());
    }

    private ExportPoller poller(PollSchedule schedule, BatchStatus... statuses) {
        return new ExportPoller(answering(statuses), schedule, delays, () -> 0);
    }

    private static ExportStatusSource answering(BatchStatus... statuses) {
        Deque<BatchStatus> answers = new ArrayDeque<>(List.of(statuses));
        return batchId -> batch(answers.pop(), null);
    }

    private static ExportBatch batch(BatchStatus status, @Nullable String reason) {
        return new ExportBatch("b", status, null, null, null, null, null, reason, null);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static void assertMessageContains(MemberportException failure, String... parts) {
        String message = Objects.requireNonNull(failure.getMessage());
        Stream.of(parts).forEach(part -> assertTrue(message.contains(part), message));
    }
}
