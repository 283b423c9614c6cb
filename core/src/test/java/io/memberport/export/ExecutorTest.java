package io.memberport.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on threads of those who embed them. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class ExecutorTest {

    private final MemoryExport export = MemoryExport.of(100);
    private final RecordingSink sink = new RecordingSink("sink");
    private final ExecutorService pool = Executors.newFixedThreadPool(1, task -> new Thread(task, "pool"));

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        pool.shutdown();
        assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
        MemberportThreads.assertNoneLeft();
    }

    @Test
    void decodesOnTheThreadsThatItIsGivenAndOnItsOwn() {
        CountDownLatch poolIsAtWork = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        export.onDecode = block -> {
            if (Thread.currentThread() == runner) {
                await(poolIsAtWork);
            } else {
                assertEquals("pool", Thread.currentThread().getName());
                poolIsAtWork.countDown();
            }
        };

        assertWritesAllInOrder(pool);
    }

    @Test
    void needsNoThreadBesideThatOfTheRun() throws Exception {
        pool.submit(() -> assertWritesAllInOrder(pool)).get();
    }

    @Test
    void needsNoExecutorThatTakesTasks() {
        pool.shutdown();

        assertWritesAllInOrder(pool);
        assertWritesAllInOrder(task -> {});
        assertWritesAllInOrder(Runnable::run);
    }

    @Test
    void givesTheThreadsTheContextOfTheRunForAsLongAsTheyAreAtWork() throws Exception {
        ClassLoader ofRun = new ClassLoader(null) {};
        ClassLoader ofPool = new ClassLoader(null) {};
        pool.submit(() -> Thread.currentThread().setContextClassLoader(ofPool)).get();
        export.onDecode = block -> assertSame(ofRun, Thread.currentThread().getContextClassLoader());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ofRun);
        try {
            assertWritesAllInOrder(pool);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertSame(
                ofPool,
                pool.submit(() -> Thread.currentThread().getContextClassLoader())
                        .get());
    }

    @Test
    void leavesNoTaskInProgressAndThePoolAsItWasWhenItFails() throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        CountDownLatch poolIsAtWork = new CountDownLatch(1);
        Thread runner = Thread.currentThread();
        export.onDecode = block -> {
            if (Thread.currentThread() == runner) {
                await(poolIsAtWork);
                throw new MemberportException(FailureKind.MALFORMED_EXPORT, "planted");
            }
            atWork.incrementAndGet();
            poolIsAtWork.countDown();
            try {
                awaitInterruption();
            } finally {
                atWork.decrementAndGet();
            }
        };

        pool.submit(() -> {}).get();
        MemberportException failure = assertThrows(MemberportException.class, () -> run(slowly(pool)));

        assertEquals("planted", failure.getMessage());
        assertEquals(0, atWork.get());
        assertFalse(pool.submit(() -> Thread.currentThread().isInterrupted()).get());
    }

    @Test
    void isCancelledFromAnotherThread() throws Exception {
        ExecutorService nightly = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            AtomicReference<MemberportException> outcome = new AtomicReference<>();
            export.onRead = block -> {
                if (block == 50) {
                    running.countDown();
                    awaitInterruption();
                }
            };
            Future<?> night = nightly.submit(() -> {
                try {
                    run(pool);
                } catch (MemberportException failed) {
                    outcome.set(failed);
                } finally {
                    ended.countDown();
                }
            });
            running.await();

            assertTrue(night.cancel(true));

            ended.await();
            assertThrows(CancellationException.class, night::get);
            assertEquals(
                    FailureKind.INTERRUPTED,
                    Objects.requireNonNull(outcome.get()).kind());
            assertFalse(sink.hasCommitted());
            sink.assertRunsClosed();
        } finally {
            nightly.shutdown();
            assertTrue(nightly.awaitTermination(1, TimeUnit.MINUTES));
        }
    }

    /** The first task waits until the caller's thread has begun one, so that each has one. */
    private static Executor slowly(Executor executor) {
        AtomicInteger tasks = new AtomicInteger();
        return task -> {
            if (tasks.getAndIncrement() > 0) {
                executor.execute(task);
            }
        };
    }

    private void assertWritesAllInOrder(Executor executor) {
        RecordingSink target = new RecordingSink("target");

        ExportTransfer.forCommunity("panel")
                .withExecutor(executor)
                .run(export, MemoryExport.BATCH, List.of(target), ExportListener.NONE);

        assertEquals(export.memberIds(), target.written());
    }

    private void run(Executor executor) {
        ExportTransfer.forCommunity("panel")
                .withExecutor(executor)
                .run(export, MemoryExport.BATCH, List.of(sink), ExportListener.NONE);
    }

    private static void awaitInterruption() {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "interrupted");
        }
    }
}
