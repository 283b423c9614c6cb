package io.memberport.sink.s3;

import io.memberport.model.MemberBlock;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;

/** Encoders to be used again, as many as blocks are under way at a time. Safe for use by several threads. */
final class LinesEncoders implements AutoCloseable {

    private static final int MOST_IDLE = 8;

    private final S3Settings settings;
    private final BlockingDeque<LinesEncoder> idle = new LinkedBlockingDeque<>(MOST_IDLE);
    private final Set<LinesEncoder> lent = ConcurrentHashMap.newKeySet();

    LinesEncoders(S3Settings settings) {
        this.settings = settings;
    }

    /** Encodes what each file begins with; the result is given back when it has been written. */
    LinesEncoder header() {
        LinesEncoder encoder = lend();
        encoder.encodeHeader();
        return encoder;
    }

    /** Encodes a block; the result is given back when it has been written. */
    LinesEncoder encode(MemberBlock block) {
        LinesEncoder encoder = lend();
        encoder.encode(block);
        return encoder;
    }

    private LinesEncoder lend() {
        LinesEncoder encoder = idle.pollFirst();
        if (encoder == null) {
            encoder = new LinesEncoder(settings);
        }
        lent.add(encoder);
        return encoder;
    }

    void giveBack(LinesEncoder encoder) {
        lent.remove(encoder);
        if (!encoder.isOrdinary() || !idle.offerFirst(encoder)) {
            encoder.close();
        }
    }

    /** Closes all, those not given back included. No call of another method is under way. */
    @Override
    public void close() {
        lent.forEach(LinesEncoder::close);
        lent.clear();
        idle.forEach(LinesEncoder::close);
        idle.clear();
    }
}
