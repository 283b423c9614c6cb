package io.memberport.sink.s3.parquet;

import io.memberport.sink.s3.store.OffHeap;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * The memory in which pages grow, used again from page to page and from file to file. It is outside the heap: there, pages live
 * long enough to become old, and have a small heap's collector at work all the time. Used by one thread.
 */
final class PageMemory implements ByteBufferAllocator {

    /** What is smaller is not worth it, nor is a page with a single huge value. */
    private static final int SMALLEST_BYTES = 1 << 10;

    private static final int LARGEST_BYTES = 1 << 20;

    /** By length. */
    private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();

    /** What is in use, and what it is a part of. */
    private final IdentityHashMap<ByteBuffer, ByteBuffer> lent = new IdentityHashMap<>();

    @Override
    public ByteBuffer allocate(int size) {
        if (size < SMALLEST_BYTES || size > LARGEST_BYTES) {
            return ByteBuffer.allocate(size);
        }
        // In steps of an eighth, so that what is given back fits what is asked for.
        int step = Integer.highestOneBit(size) >> 3;
        int length = (size + step - 1) / step * step;
        ByteBuffer whole =
                free.computeIfAbsent(length, unseen -> new ArrayDeque<>()).pollLast();
        if (whole == null) {
            whole = OffHeap.allocate(length);
        }
        ByteBuffer part = whole.slice(0, size);
        lent.put(part, whole);
        return part;
    }

    @Override
    public void release(ByteBuffer buffer) {
        ByteBuffer whole = lent.remove(buffer);
        if (whole != null) {
            free.computeIfAbsent(whole.capacity(), unseen -> new ArrayDeque<>()).addLast(whole);
        }
    }

    @Override
    public boolean isDirect() {
        return true;
    }
}
