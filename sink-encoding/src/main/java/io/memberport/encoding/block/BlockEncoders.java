package io.memberport.encoding.block;

import io.memberport.model.MemberBlock;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/**
 * Encoders that are used again, as many as there are blocks in progress. Safe for use by several threads.
 *
 * @param <L> what members become
 */
public final class BlockEncoders<L extends BlockLines> implements AutoCloseable {

    private static final int MOST_IDLE = 8;

    private final Supplier<BlockEncoder<L>> maker;
    private final BlockingDeque<BlockEncoder<L>> idle = new LinkedBlockingDeque<>(MOST_IDLE);
    private final Set<BlockEncoder<L>> lent = ConcurrentHashMap.newKeySet();

    /**
     * @param maker makes one more; may be called from any thread
     */
    public BlockEncoders(Supplier<BlockEncoder<L>> maker) {
        this.maker = maker;
    }

    /** Encodes what a file begins with; the result is given back when it has been written. */
    public BlockEncoder<L> header() {
        BlockEncoder<L> encoder = lend();
        encoder.encodeHeader();
        return encoder;
    }

    /** Encodes a block; the result is given back when it has been written. */
    public BlockEncoder<L> encode(MemberBlock block) {
        BlockEncoder<L> encoder = lend();
        encoder.encode(block);
        return encoder;
    }

    private BlockEncoder<L> lend() {
        BlockEncoder<L> encoder = idle.pollFirst();
        if (encoder == null) {
            encoder = maker.get();
        }
        lent.add(encoder);
        return encoder;
    }

    /** Takes an encoder back whose result has been written. */
    public void giveBack(BlockEncoder<L> encoder) {
        lent.remove(encoder);
        if (!encoder.isOrdinary() || !idle.offerFirst(encoder)) {
            encoder.close();
        }
    }

    /** Closes all, those not given back included. No call of another method is in progress. */
    @Override
    public void close() {
        lent.forEach(BlockEncoder::close);
        lent.clear();
        idle.forEach(BlockEncoder::close);
        idle.clear();
    }
}
