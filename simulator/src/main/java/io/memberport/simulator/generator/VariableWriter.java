package io.memberport.simulator.generator;

import java.io.IOException;
import java.util.List;

/** One variable's definition, and the writing of it for one member after another. */
final class VariableWriter {

    private static final int DEPTH = 5;
    /** The fields that differ from member to member; the others are pieces made beforehand, numbered from here. */
    private static final int VALUES = 0;

    private static final int EFFECTIVE_DATE = 1;
    private static final int FIRST_PIECE = 2;

    private final ValueArray array;
    private final ValueSource source;
    private final byte[][] pieces;
    private final int[] order;
    private final boolean shuffled;
    private final boolean dateAbsentAtTimes;
    private final byte[] open;
    private final byte[] close;
    private final byte[] comma;
    private final byte[] dateKey;

    /** @param fields the fields that are the same for every member, in documented order */
    VariableWriter(ExportShape shape, ValueArray array, ValueSource source, List<String> fields) {
        this.array = array;
        this.source = source;
        this.shuffled = shape.shuffledFields();
        this.dateAbsentAtTimes = shape.optionalFieldsAbsent();
        this.comma = JsonLiterals.utf8(shape.comma(DEPTH));
        this.open = JsonLiterals.utf8('{' + shape.open(DEPTH));
        this.close = JsonLiterals.utf8(shape.close(DEPTH) + '}');
        this.dateKey = JsonLiterals.utf8(shape.key("effectiveDate"));
        List<String> kept = shuffled ? fields : List.of(String.join(shape.comma(DEPTH), fields));
        this.pieces = kept.stream().map(JsonLiterals::utf8).toArray(byte[][]::new);
        this.order = documentedOrder(pieces.length);
    }

    private static int[] documentedOrder(int pieces) {
        int[] order = new int[FIRST_PIECE + pieces];
        for (int i = 0; i < pieces; i++) {
            order[i] = FIRST_PIECE + i;
        }
        order[pieces] = VALUES;
        order[pieces + 1] = EFFECTIVE_DATE;
        return order;
    }

    /**
     * Puts the variable of one member.
     *
     * @param oddity as of {@link ValueSource}
     * @return how many values it has
     */
    int put(JsonBuffer out, RandomStreams streams, boolean empty, int oddity, byte[] effectiveDate) throws IOException {
        int values = 0;
        boolean undated = dateAbsentAtTimes && streams.layout().below(4) == 0;
        byte[] before = open;
        for (int field : shuffled ? shuffle(streams.layout()) : order) {
            if (field == EFFECTIVE_DATE && undated) {
                continue;
            }
            out.put(before);
            before = comma;
            switch (field) {
                case VALUES -> values = putValues(out, streams, empty, oddity);
                case EFFECTIVE_DATE -> {
                    out.put(dateKey);
                    out.put(effectiveDate);
                }
                default -> out.put(pieces[field - FIRST_PIECE]);
            }
        }
        out.put(close);
        return values;
    }

    private int putValues(JsonBuffer out, RandomStreams streams, boolean empty, int oddity) throws IOException {
        if (empty) {
            array.putNone(out);
            return 0;
        }
        return source.put(out, streams, oddity);
    }

    private int[] shuffle(SplitMix64 random) {
        int[] shuffledOrder = order.clone();
        for (int last = shuffledOrder.length - 1; last > 0; last--) {
            int other = random.below(last + 1);
            int moved = shuffledOrder[other];
            shuffledOrder[other] = shuffledOrder[last];
            shuffledOrder[last] = moved;
        }
        return shuffledOrder;
    }
}
