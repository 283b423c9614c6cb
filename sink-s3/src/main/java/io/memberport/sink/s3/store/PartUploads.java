package io.memberport.sink.s3.store;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.refusal.S3Target;
import io.memberport.sink.s3.refusal.StoreFailures;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Uploads parts on threads of its own while the next one fills. There are so many buffers and no more, which is what bounds
 * the memory of a run, however long the export and however slow the network. Used by one thread.
 */
public final class PartUploads implements AutoCloseable {

    /** S3 takes no part below 5 MiB but the last one, and no more than 10 000 of them. */
    private static final int SMALL_BYTES = 5 << 20;

    private static final int LARGE_BYTES = 8 << 20;
    private static final long MOST_IN_SMALL_PARTS = 40L << 30;

    private static final int AT_ONCE = 2;
    private static final int BUFFERS = AT_ONCE + 1;
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final S3Target target;
    private final int partBytes;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final ExecutorService threads;
    private int made;
    private volatile @Nullable Throwable failure;

    /**
     * @param fileBytes how long a file may become, about
     */
    public PartUploads(S3Target target, long fileBytes) {
        this.target = target;
        this.partBytes = fileBytes > MOST_IN_SMALL_PARTS ? LARGE_BYTES : SMALL_BYTES;
        String name = "memberport-s3-" + RUNS.incrementAndGet() + "-";
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A buffer for a part, as soon as one is free. */
    ByteBuffer takeBuffer() {
        failIfOneFailed();
        ByteBuffer buffer = free.poll();
        if (buffer == null && made < BUFFERS) {
            made++;
            return OffHeap.allocate(partBytes);
        }
        while (buffer == null) {
            failIfOneFailed();
            try {
                buffer = free.poll(1, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                throw StoreFailures.interrupted("write to", target);
            }
        }
        return buffer;
    }

    /**
     * @param buffer free again when that is done
     */
    <T> Future<T> upload(ByteBuffer buffer, Callable<T> upload) {
        return threads.submit(() -> {
            try {
                return upload.call();
            } catch (Throwable failed) {
                failure = failed;
                throw failed;
            } finally {
                free.add(buffer.clear());
            }
        });
    }

    /** The result of an upload, as soon as it is there. */
    <T> T await(Future<T> upload) {
        try {
            return upload.get();
        } catch (InterruptedException interrupted) {
            throw StoreFailures.interrupted("write to", target);
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    /** Throws what an upload has failed with, if one has. */
    public void failIfOneFailed() {
        Throwable failed = failure;
        if (failed != null) {
            throw rethrown(failed);
        }
    }

    private MemberportException rethrown(@Nullable Throwable failed) {
        if (failed instanceof MemberportException known) {
            return known;
        }
        if (failed instanceof Error error) {
            throw error;
        }
        MemberportException unexpected = new MemberportException(
                FailureKind.TARGET,
                "The upload to " + target + " failed unexpectedly ("
                        + (failed == null ? "" : failed.getClass().getName()) + "). Nothing was committed.");
        if (failed != null) {
            unexpected.setStackTrace(failed.getStackTrace());
        }
        return unexpected;
    }

    /** Stops uploads in progress, and waits until they have stopped. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
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
}
