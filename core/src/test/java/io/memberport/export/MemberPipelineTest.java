package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class MemberPipelineTest {

    private static final InFlightLimits NO_LIMIT_IN_BYTES = new InFlightLimits(8, Long.MAX_VALUE);

    private final List<Integer> consumed = new ArrayList<>();

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void keepsTheOrderWhenALaterBlockIsDecodedFirst() {
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two workers");
        MemoryExport export = MemoryExport.of(100);
        CountDownLatch[] oddBlockDecoded = latches(100);
        export.onDecode = block -> {
            if (block % 2 == 0) {
                await(oddBlockDecoded[block + 1]);
            } else {
                oddBlockDecoded[block].countDown();
            }
        };

        run(export, NO_LIMIT_IN_BYTES);

        assertEquals(IntStream.range(0, 100).boxed().toList(), consumed);
    }

    @Test
    void holdsTheReaderBackWhileTheConsumerIsBusy() {
        MemoryExport export = MemoryExport.of(1000);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostInFlight = new AtomicInteger();
        export.onRead = block -> mostInFlight.accumulateAndGet(block + 1 - done.get(), Math::max);

        consume(export, new InFlightLimits(5, Long.MAX_VALUE), block -> {
            awaitBlocksRead(export, block + 5);
            consumed.add(block);
            done.incrementAndGet();
        });

        assertEquals(5, mostInFlight.get());
        assertEquals(1000, consumed.size());
    }

    @Test
    void readsNoFurtherWhenTheBytesInFlightReachTheLimit() {
        MemoryExport export = MemoryExport.of(200);
        export.blockBytes = 10;
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostInFlight = new AtomicInteger();
        export.onRead = block -> mostInFlight.accumulateAndGet(block + 1 - done.get(), Math::max);

        // Two blocks stay below 25 bytes, so a third is read; three do not.
        consume(export, new InFlightLimits(1000, 25), block -> {
            awaitBlocksRead(export, block + 3);
            consumed.add(block);
            done.incrementAndGet();
        });

        assertEquals(3, mostInFlight.get());
        assertEquals(200, consumed.size());
    }

    @Test
    void takesBlocksLargerThanTheLimitOneByOne() {
        MemoryExport export = MemoryExport.of(300);
        export.blockBytes = 8 << 20;
        AtomicInteger done = new AtomicInteger();
        AtomicInteger mostInFlight = new AtomicInteger();
        export.onRead = block -> mostInFlight.accumulateAndGet(block + 1 - done.get(), Math::max);

        consume(export, new InFlightLimits(1000, 4 << 20), block -> {
            consumed.add(block);
            done.incrementAndGet();
        });

        assertEquals(1, mostInFlight.get());
        assertEquals(300, consumed.size());
    }

    @Test
    void leavesAStreamOpenThatCameToItsEnd() {
        MemoryExport export = MemoryExport.of(3);

        run(export, NO_LIMIT_IN_BYTES);

        assertEquals(List.of("open"), export.calls());
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new MemberportException(FailureKind.UNAVAILABLE, "planted"),
                new IllegalStateException("planted"),
                new OutOfMemoryError("planted"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void passesOnWhatTheReaderThrewAfterAllThatWasReadBefore(Throwable planted) {
        MemoryExport export = MemoryExport.of(20);
        export.onRead = block -> throwAt(block, 15, planted);

        assertSame(planted, assertThrows(Throwable.class, () -> run(export, NO_LIMIT_IN_BYTES)));

        assertEquals(IntStream.range(0, 15).boxed().toList(), consumed);
        assertEquals(List.of("open", "close stream"), export.calls());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void passesOnWhatADecoderThrewAfterAllBeforeIt(Throwable planted) {
        MemoryExport export = MemoryExport.of(20);
        export.onDecode = block -> throwAt(block, 15, planted);

        assertSame(planted, assertThrows(Throwable.class, () -> run(export, NO_LIMIT_IN_BYTES)));

        assertEquals(IntStream.range(0, 15).boxed().toList(), consumed);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void passesOnWhatTheConsumerThrew(Throwable planted) {
        MemoryExport export = MemoryExport.of(Integer.MAX_VALUE);

        Consumer<Integer> consumer = block -> throwAt(block, 15, planted);

        assertSame(planted, assertThrows(Throwable.class, () -> consume(export, NO_LIMIT_IN_BYTES, consumer)));
    }

    @Test
    void endsWhenACheckedExceptionComesPastTheCompilerAndDoesNotTellItsMessage() {
        for (int where = 0; where < 2; where++) {
            MemoryExport export = MemoryExport.of(20);
            if (where == 0) {
                export.onRead = block -> throwAt(block, 15, new IOException("hushhush"));
            } else {
                export.onDecode = block -> throwAt(block, 15, new IOException("hushhush"));
            }

            MemberportException failure = assertThrows(MemberportException.class, () -> run(export, NO_LIMIT_IN_BYTES));

            assertEquals(FailureKind.BUG, failure.kind());
            String message = Objects.requireNonNull(failure.getMessage());
            assertTrue(message.contains("java.io.IOException") && !message.contains("hushhush"), message);
        }
    }

    @Test
    void endsWhenACheckedExceptionComesPastTheCompilerFromTheConsumer() {
        IOException planted = new IOException();
        Consumer<Integer> consumer = block -> throwAt(block, 15, planted);

        assertSame(
                planted,
                assertThrows(
                        IOException.class,
                        () -> consume(MemoryExport.of(Integer.MAX_VALUE), NO_LIMIT_IN_BYTES, consumer)));
    }

    @Test
    void failsAsTheEarlierBlockDidThoughALaterOneFailedFirst() {
        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two workers");
        MemoryExport export = MemoryExport.of(20);
        MemberportException earlier = new MemberportException(FailureKind.MALFORMED_EXPORT, "earlier");
        CountDownLatch laterFailed = new CountDownLatch(1);
        export.onDecode = block -> {
            if (block == 10) {
                await(laterFailed);
                throw earlier;
            } else if (block == 11) {
                laterFailed.countDown();
                throw new MemberportException(FailureKind.MALFORMED_EXPORT, "later");
            }
        };

        assertSame(earlier, assertThrows(MemberportException.class, () -> run(export, NO_LIMIT_IN_BYTES)));
    }

    @Test
    void suppressesAFailureToCloseTheStream() {
        MemoryExport export = MemoryExport.of(20);
        MemberportException first = new MemberportException(FailureKind.MALFORMED_EXPORT, "first");
        IllegalStateException second = new IllegalStateException("second");
        export.onDecode = block -> throwAt(block, 3, first);
        export.onCloseStream = () -> {
            throw second;
        };

        assertSame(first, assertThrows(MemberportException.class, () -> run(export, NO_LIMIT_IN_BYTES)));

        assertEquals(List.of(second), List.of(first.getSuppressed()));
    }

    @Test
    void endsThoughTheStreamFailsToCloseWithTheFailureItself() {
        MemoryExport export = MemoryExport.of(20);
        IllegalStateException only = new IllegalStateException("only");
        export.onRead = block -> throwAt(block, 3, only);
        export.onCloseStream = () -> {
            throw only;
        };

        assertSame(only, assertThrows(IllegalStateException.class, () -> run(export, NO_LIMIT_IN_BYTES)));
    }

    @Test
    void closesTheStreamToFreeAReaderThatIgnoresInterruption() {
        MemoryExport export = MemoryExport.of(20);
        CountDownLatch closed = new CountDownLatch(1);
        export.onCloseStream = closed::countDown;
        export.onRead = block -> {
            if (block == 5) {
                awaitIgnoringInterruption(closed);
            }
        };
        MemberportException planted = new MemberportException(FailureKind.TARGET, "planted");
        Consumer<Integer> consumer = block -> throwAt(block, 4, planted);

        assertSame(
                planted, assertThrows(MemberportException.class, () -> consume(export, NO_LIMIT_IN_BYTES, consumer)));

        assertFalse(export.blocksRead() > 6, "nothing is read in vain");
    }

    private void run(MemoryExport export, InFlightLimits limits) {
        consume(export, limits, consumed::add);
    }

    @SuppressWarnings("resource") // Whether the pipeline closes the stream is what is looked at.
    private static void consume(MemoryExport export, InFlightLimits limits, Consumer<Integer> consumer) {
        MemberPipeline.run(export.open(), MemberPipelineTest::number, consumer, limits, null);
    }

    private static Integer number(MemberBlock block) {
        return (int) block.firstMemberIndex();
    }

    private static void throwAt(int block, int planned, Throwable failure) {
        if (block == planned) {
            RecordingSink.<RuntimeException>throwUnnoticed(failure);
        }
    }

    private static CountDownLatch[] latches(int count) {
        return Stream.generate(() -> new CountDownLatch(1)).limit(count).toArray(CountDownLatch[]::new);
    }

    private static void awaitBlocksRead(MemoryExport export, int count) {
        try {
            export.awaitBlocksRead(count);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void awaitIgnoringInterruption(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // As a library that swallows it would.
            }
        }
    }
}
