package io.memberport.simulator.generator;

import java.io.IOException;
import java.util.List;

/** One value with a guid of its own: strings, numbers, date-times, identifiers. */
final class ScalarSource implements ValueSource {

    private final ValueArray array;
    private final ValueFrame.Token plain;
    private final byte[][] oddities;

    ScalarSource(ValueArray array, ValueFrame.Token plain, List<String> oddities) {
        this.array = array;
        this.plain = plain;
        this.oddities = oddities.stream().map(JsonLiterals::utf8).toArray(byte[][]::new);
    }

    @Override
    public int put(JsonBuffer out, RandomStreams streams, int oddity) throws IOException {
        ValueFrame frame = array.frames().get(array.anyFrame(streams.layout()));
        array.putOpen(out);
        if (oddity == PLAIN) {
            frame.put(out, streams.content(), plain);
        } else {
            byte[] token = oddities[oddity % oddities.length];
            frame.put(out, streams.content(), (buffer, ignored) -> buffer.put(token));
        }
        array.putClose(out);
        return 1;
    }
}
