package io.memberport.simulator.generator;

import java.io.IOException;
import java.util.List;

/** The field {@code values} as a file's shape wants it. */
final class ValueArray {

    private static final int DEPTH = 6;

    private final byte[] open;
    private final byte[] close;
    private final byte[] comma;
    private final byte[] none;
    private final List<ValueFrame> frames;

    ValueArray(ExportShape shape) {
        String key = shape.key("values") + '[';
        open = JsonLiterals.utf8(key + shape.open(DEPTH));
        close = JsonLiterals.utf8(shape.close(DEPTH) + ']');
        comma = JsonLiterals.utf8(shape.comma(DEPTH));
        none = JsonLiterals.utf8(key + ']');
        frames = ValueFrame.of(shape);
    }

    List<ValueFrame> frames() {
        return frames;
    }

    int anyFrame(SplitMix64 layout) {
        return frames.size() == 1 ? 0 : layout.below(frames.size());
    }

    void putNone(JsonBuffer out) throws IOException {
        out.put(none);
    }

    void putOpen(JsonBuffer out) throws IOException {
        out.put(open);
    }

    void putComma(JsonBuffer out) throws IOException {
        out.put(comma);
    }

    void putClose(JsonBuffer out) throws IOException {
        out.put(close);
    }
}
