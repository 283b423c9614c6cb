package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.export.BlocksInFlight.Block;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream on one thread, decodes and transforms its blocks on as many threads as there are cores or on an executor of
 * the caller, and hands the results on in the order of the file. The blocks in between are bounded in number and in bytes, so
 * that memory does not depend on the file, and a slow consumer slows the reader down.
 *
 * @param <T> what a block is transformed to
 */
final class MemberPipeline<T> {

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final ExportStream stream;
    private final Function<MemberBlock, T> transformation;
    private final BlocksInFlight<T> blocks;
    private final Workers workers;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Thread reader;

    private MemberPipeline(
            ExportStream stream,
            Function<MemberBlock, T> transformation,
            InFlightLimits limits,
            @Nullable Executor executor) {
        String name = "memberport-" + RUNS.incrementAndGet();
        this.stream = stream;
        this.transformation = transformation;
        this.blocks = new BlocksInFlight<>(limits);
        this.workers = executor == null ? Workers.ofRun(daemons(name + "-work")) : Workers.of(executor);
        this.reader = daemons(name + "-read").newThread(this::read);
    }

    /**
     * Runs the stream to its end. When this returns or throws, no thread of the run is left and no transformation is in
     * progress. If it throws, the stream is closed.
     *
     * @param transformation done on any thread, for several blocks at once
     * @param consumer called on this thread, in order
     * @param limits of what is held in memory
     * @param executor of the transformations, which this thread joins in; null for threads of the run's own
     * @throws MemberportException the first failure in the order of the file, or of kind {@link
     *     FailureKind#INTERRUPTED}
     */
    static <T> void run(
            ExportStream stream,
            Function<MemberBlock, T> transformation,
            Consumer<T> consumer,
            InFlightLimits limits,
            @Nullable Executor executor) {
        MemberPipeline<T> pipeline = new MemberPipeline<>(stream, transformation, limits, executor);
        try {
            pipeline.reader.start();
            pipeline.consume(consumer);
        } catch (Throwable first) {
            pipeline.abandon(first);
            throw first;
        } finally {
            pipeline.awaitThreads();
        }
    }

    private void consume(Consumer<T> consumer) {
        try {
            while (consumeNext(consumer)) {
                // One block at a time, and what refers to it goes with the call.
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MemberportException(
                    FailureKind.INTERRUPTED, "Interrupted while reading the export; nothing was committed.");
        }
        Throwable failure = blocks.failure();
        if (failure != null) {
            throw unchecked(failure);
        }
    }

    private boolean consumeNext(Consumer<T> consumer) throws InterruptedException {
        Block<T> block = blocks.take();
        if (block == null) {
            return false;
        }
        try {
            consumer.accept(workers.resultOf(block.result()));
        } catch (ExecutionException failed) {
            throw unchecked(failed.getCause());
        }
        blocks.release(block);
        return true;
    }

    private void read() {
        Throwable failure = null;
        try {
            while (blocks.awaitRoom() && readNext()) {
                // One block at a time, and what refers to it goes with the call.
            }
        } catch (Throwable any) {
            // Whatever it is, the consumer waits for it.
            failure = any;
        }
        blocks.end(failure);
    }

    private boolean readNext() {
        UndecodedMembers members = stream.next();
        if (members == null) {
            return false;
        }
        long bytes = members.sizeBytes();
        BlockTask<T> task = new BlockTask<>(() -> transformation.apply(members.decode()), loader);
        blocks.add(new Block<>(task, bytes));
        workers.start(task);
        return true;
    }

    /** Makes all threads end soon, wherever they are. */
    private void abandon(Throwable first) {
        blocks.abandon();
        workers.interrupt();
        reader.interrupt();
        try {
            stream.close();
        } catch (Throwable second) {
            if (second != first) {
                first.addSuppressed(second);
            }
        }
    }

    /** Waits until all threads are gone or back with their owner, even if this one is interrupted meanwhile. */
    private void awaitThreads() {
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                blocks.awaitTasks();
                workers.awaitEnd();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        // A checked exception was thrown past the compiler. Its message may quote data, so only its class is told.
        MemberportException bug = new MemberportException(
                FailureKind.BUG, "Reading the export failed unexpectedly (" + nameOf(failure) + ").");
        if (failure != null) {
            bug.setStackTrace(failure.getStackTrace());
        }
        return bug;
    }

    private static String nameOf(@Nullable Throwable failure) {
        return failure == null ? "for no known reason" : failure.getClass().getName();
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
