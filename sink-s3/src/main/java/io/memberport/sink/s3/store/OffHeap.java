package io.memberport.sink.s3.store;

import java.nio.ByteBuffer;

/** Memory that is held for long. In a small heap it would become old, and have the collector at work all the time. */
public final class OffHeap {

    private OffHeap() {}

    /** A buffer outside the heap; within it if there is no more room outside. */
    public static ByteBuffer allocate(int bytes) {
        try {
            return ByteBuffer.allocateDirect(bytes);
        } catch (OutOfMemoryError limited) {
            // By -XX:MaxDirectMemorySize, which services set low.
            return ByteBuffer.allocate(bytes);
        }
    }
}
