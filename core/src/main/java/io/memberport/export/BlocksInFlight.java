package io.memberport.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks between the thread that reads them and the one that consumes them, in the order of the file. A block counts
 * until it is {@linkplain #release released}, which is after it has been consumed, and the reader asks for room before it
 * reads: so what is held at once is the limit and one block more, however large a block is.
 *
 * <p>An exhausted heap can end the reader, and the reader must still be able to say so: {@link #end} allocates nothing.
 *
 * @param <T> what a block is transformed to
 */
final class BlocksInFlight<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition news = lock.newCondition();

    private final InFlightLimits limits;
    private final Deque<Block<T>> waiting = new ArrayDeque<>();
    private long bytes;

    private boolean ended;
    private @Nullable Throwable failure;
    private boolean abandoned;

    BlocksInFlight(InFlightLimits limits) {
        this.limits = limits;
    }

    /**
     * A block on its way.
     *
     * @param result done when the block has been transformed
     * @param bytes what it counts for
     */
    record Block<T>(BlockTask<T> result, long bytes) {}

    /** For the reader: waits until one more block may be read; false if the run has ended. */
    boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!abandoned && (waiting.size() >= limits.blocks() || bytes >= limits.bytes())) {
                room.await();
            }
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    /** For the reader: the next block. */
    void add(Block<T> block) {
        lock.lock();
        try {
            waiting.add(block);
            bytes += block.bytes();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * For the reader: there are no more blocks.
     *
     * @param reason what ended the reading early; null if it came to the end
     */
    void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            ended = true;
            failure = reason;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** For the consumer: the next block, perhaps not transformed yet; null if there are no more. */
    @Nullable Block<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !ended) {
                news.await();
            }
            return waiting.peek();
        } finally {
            lock.unlock();
        }
    }

    /** For the consumer: the block that was taken has been consumed. */
    void release(Block<T> block) {
        lock.lock();
        try {
            waiting.remove();
            bytes -= block.bytes();
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** For the consumer, once {@link #take} has returned null: what ended the reading early, if anything did. */
    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** For the consumer: it takes no more blocks, so reading and transforming make no sense. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            room.signal();
            waiting.forEach(block -> block.result().abandon());
        } finally {
            lock.unlock();
        }
    }

    /** For the consumer, once the reader has ended: waits until no thread is at work on a block. */
    void awaitTasks() throws InterruptedException {
        for (Block<T> block : waiting) {
            block.result().abandon();
            block.result().awaitEnd();
        }
    }
}
