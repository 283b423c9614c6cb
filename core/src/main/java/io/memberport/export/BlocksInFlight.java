package io.memberport.export;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The blocks between the thread that reads them and the one that consumes them, in the order of the file. A block counts
 * until it is {@linkplain #release released}, which is after it has been consumed, and the reader asks for room before it
 * reads: so what is held at once is the limit and one block more, however large a block is.
 *
 * <p>An exhausted heap can end the reader, and the reader must still be able to say so: {@link #end} allocates nothing. Only one of
 * the two threads waits at a time: while there is no room, there are blocks.
 *
 * @param <T> what a block is transformed to
 */
final class BlocksInFlight<T> {

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
    synchronized boolean awaitRoom() throws InterruptedException {
        while (!abandoned && (waiting.size() >= limits.blocks() || bytes >= limits.bytes())) {
            wait();
        }
        return !abandoned;
    }

    /** For the reader: the next block. */
    synchronized void add(Block<T> block) {
        waiting.add(block);
        bytes += block.bytes();
        notifyAll();
    }

    /**
     * For the reader: there are no more blocks.
     *
     * @param reason what ended the reading early; null if it came to the end
     */
    synchronized void end(@Nullable Throwable reason) {
        ended = true;
        failure = reason;
        notifyAll();
    }

    /** For the consumer: the next block, perhaps not transformed yet; null if there are no more. */
    synchronized @Nullable Block<T> take() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        return waiting.peek();
    }

    /** For the consumer: the block that was taken has been consumed. */
    synchronized void release(Block<T> block) {
        waiting.remove();
        bytes -= block.bytes();
        notifyAll();
    }

    /** For the consumer, once {@link #take} has returned null: what ended the reading early, if anything did. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** For the consumer: it takes no more blocks, so reading and transforming make no sense. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
        waiting.forEach(block -> block.result().abandon());
    }

    /** For the consumer, once the reader has ended: waits until no thread is at work on a block. */
    void awaitTasks() throws InterruptedException {
        for (Block<T> block : waiting) {
            block.result().abandon();
            block.result().awaitEnd();
        }
    }
}
