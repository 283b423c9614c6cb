package io.memberport.sink.csv;

import io.memberport.encoding.RowLayout;
import io.memberport.model.MemberBlock;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/** Encoders to be used again, as many as blocks are under way at a time. Safe for use by several threads. */
final class BlockEncoders implements AutoCloseable {

    private static final int MOST_IDLE = 8;

    private final CsvFormat format;
    private final Supplier<RowLayout> layouts;
    private final BlockingDeque<BlockEncoder> idle = new LinkedBlockingDeque<>(MOST_IDLE);
    private final Set<BlockEncoder> lent = ConcurrentHashMap.newKeySet();

    BlockEncoders(CsvFormat format, Supplier<RowLayout> layouts) {
        this.format = format;
        this.layouts = layouts;
    }

    /** Encodes the header; the result is given back when it has been written. */
    BlockEncoder header() {
        BlockEncoder encoder = lend();
        encoder.encodeHeader();
        return encoder;
    }

    /** Encodes a block; the result is given back when it has been written. */
    BlockEncoder encode(MemberBlock block) {
        BlockEncoder encoder = lend();
        encoder.encode(block);
        return encoder;
    }

    private BlockEncoder lend() {
        BlockEncoder encoder = idle.pollFirst();
        if (encoder == null) {
            encoder = new BlockEncoder(format, layouts.get());
        }
        lent.add(encoder);
        return encoder;
    }

    void giveBack(BlockEncoder encoder) {
        lent.remove(encoder);
        if (!encoder.isOrdinary() || !idle.offerFirst(encoder)) {
            encoder.close();
        }
    }

    /** Closes all, those not given back included. No call of another method is under way. */
    @Override
    public void close() {
        lent.forEach(BlockEncoder::close);
        lent.clear();
        idle.forEach(BlockEncoder::close);
        idle.clear();
    }
}
