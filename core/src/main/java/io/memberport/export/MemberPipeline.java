package io.memberport.export;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream;
import io.memberport.port.ExportStream.UndecodedMembers;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a stream on one thread, decodes and transforms its blocks on as many as there are cores, and hands the results
 * on in the order of the file. The queue between is short, so that memory does not depend on the file, and a slow
 * consumer holds the reader back.
 *
 * @param <T> what a block is transformed to
 */
final class MemberPipeline<T> {

    /** Blocks that may wait beyond those being worked on; a few, so that a hiccup on one side does not stop the other. */
    private static final int BLOCKS_IN_RESERVE = 2;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final ExportStream stream;
    private final Function<MemberBlock, T> transformation;
    private final ExecutorService workers;
    private final Thread reader;
    private final BlockingQueue<Future<T>> inOrder;
    private final Future<T> end = new FutureTask<>(() -> {
        throw new IllegalStateException("the mark of the end has no result");
    });

    private MemberPipeline(ExportStream stream, Function<MemberBlock, T> transformation) {
        int cores = Runtime.getRuntime().availableProcessors();
        String name = "memberport-" + RUNS.incrementAndGet();
        this.stream = stream;
        this.transformation = transformation;
        this.inOrder = new ArrayBlockingQueue<>(cores + BLOCKS_IN_RESERVE);
        this.workers = Executors.newFixedThreadPool(cores, daemons(name + "-work"));
        this.reader = daemons(name + "-read").newThread(this::read);
    }

    /**
     * Runs the stream to its end. When this returns or throws, no thread is left and no transformation under way.
     *
     * @param transformation done on any thread, for several blocks at once
     * @param consumer called on this thread, in order
     * @throws MemberportException the first failure in the order of the file, or of kind {@link
     *     FailureKind#INTERRUPTED}
     */
    static <T> void run(ExportStream stream, Function<MemberBlock, T> transformation, Consumer<T> consumer) {
        MemberPipeline<T> pipeline = new MemberPipeline<>(stream, transformation);
        try {
            pipeline.reader.start();
            pipeline.consume(consumer);
        } finally {
            pipeline.stop();
        }
    }

    private void consume(Consumer<T> consumer) {
        try {
            for (Future<T> next = inOrder.take(); next != end; next = inOrder.take()) {
                consumer.accept(next.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted while reading the export.");
        } catch (ExecutionException failed) {
            throw rethrown(Objects.requireNonNull(failed.getCause()));
        }
    }

    private void read() {
        try {
            Future<T> last = end;
            try {
                for (UndecodedMembers next = stream.next(); next != null; next = stream.next()) {
                    UndecodedMembers members = next;
                    inOrder.put(workers.submit(() -> transformation.apply(members.decode())));
                }
            } catch (RuntimeException | Error failure) {
                last = failed(failure);
            }
            inOrder.put(last);
        } catch (InterruptedException stopped) {
            // Only stop() interrupts this thread, and then nobody waits for what it would say.
        }
    }

    private static <T> Future<T> failed(Throwable failure) {
        FutureTask<T> task = new FutureTask<>(() -> {
            throw rethrown(failure);
        });
        task.run();
        return task;
    }

    /** Ends all threads and waits until they are gone, even if this thread is interrupted meanwhile. */
    private void stop() {
        stream.close();
        reader.interrupt();
        workers.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                if (workers.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
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
