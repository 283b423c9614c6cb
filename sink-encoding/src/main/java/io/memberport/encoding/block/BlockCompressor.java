package io.memberport.encoding.block;

/**
 * Compresses blocks independently of each other, so that several threads can compress one file, each with a compressor of its
 * own. Used by one thread at a time.
 */
@FunctionalInterface
public interface BlockCompressor extends AutoCloseable {

    /** Leaves blocks as they are. Safe for use by several threads. */
    BlockCompressor NONE = block -> block;

    /**
     * Compresses a block.
     *
     * @param block stays as it is
     * @return good until the next call; empty for an empty block
     */
    RowBuffer compress(RowBuffer block);

    /** Frees what is held outside the heap. Idempotent. */
    @Override
    default void close() {}
}
