package io.memberport.export;

/**
 * How much of an export may be between its reader and its consumer at once, what they work on included. The last block
 * read may exceed it.
 *
 * @param blocks number of blocks
 * @param bytes bytes of the document that they hold on to
 */
record InFlightLimits(int blocks, long bytes) {

    /** Blocks beyond those being decoded; a few, so that a hiccup on one side does not stop the other. */
    private static final int BLOCKS_IN_RESERVE = 6;

    /**
     * A block costs several times its bytes, for it is there as JSON, as members and as what each sink made of them. With
     * this share of the heap, a quarter of it or so is in use when the limit is reached.
     */
    private static final int SHARE_OF_HEAP = 16;

    InFlightLimits {
        if (blocks < 1 || bytes < 1) {
            throw new IllegalArgumentException("something must be allowed to be in flight");
        }
    }

    /**
     * Enough to keep all cores busy with blocks of ordinary size.
     *
     * @param transfers number of transfers that share the heap
     */
    static InFlightLimits ofThisMachine(int transfers) {
        Runtime runtime = Runtime.getRuntime();
        return new InFlightLimits(
                runtime.availableProcessors() + BLOCKS_IN_RESERVE,
                Math.max(1, runtime.maxMemory() / SHARE_OF_HEAP / transfers));
    }
}
