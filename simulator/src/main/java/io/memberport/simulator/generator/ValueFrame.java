package io.memberport.simulator.generator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One way to write a value object: what stands around its content and its guid. */
final class ValueFrame {

    /** Puts a JSON token that is a value's content. */
    @FunctionalInterface
    interface Token {
        void put(JsonBuffer out, SplitMix64 random) throws IOException;
    }

    private enum Fields {
        VALUE_ID,
        ID_VALUE,
        VALUE
    }

    private static final int DEPTH = 7;

    private final Fields fields;
    private final String head;
    private final String middle;
    private final String tail;
    private final byte[] headBytes;
    private final byte[] middleBytes;
    private final byte[] tailBytes;

    private ValueFrame(Fields fields, ExportShape shape) {
        this.fields = fields;
        String value = shape.key("value");
        String id = shape.key("id") + '"';
        String comma = shape.comma(DEPTH);
        String rank = shape.unknownFields() ? comma + shape.key("rank") + "[1]" : "";
        head = '{' + shape.open(DEPTH) + (fields == Fields.ID_VALUE ? id : value);
        middle = switch (fields) {
            case VALUE_ID -> comma + id;
            case ID_VALUE -> '"' + rank + comma + value;
            case VALUE -> "";
        };
        tail = (fields == Fields.VALUE_ID ? '"' + rank : "") + shape.close(DEPTH) + '}';
        headBytes = JsonLiterals.utf8(head);
        middleBytes = JsonLiterals.utf8(middle);
        tailBytes = JsonLiterals.utf8(tail);
    }

    /** The ways a file of this shape has. */
    static List<ValueFrame> of(ExportShape shape) {
        List<ValueFrame> frames = new ArrayList<>();
        frames.add(new ValueFrame(Fields.VALUE_ID, shape));
        if (shape.shuffledFields()) {
            frames.add(new ValueFrame(Fields.ID_VALUE, shape));
        }
        if (shape.optionalFieldsAbsent()) {
            frames.add(new ValueFrame(Fields.VALUE, shape));
        }
        return List.copyOf(frames);
    }

    /** Puts a value with a guid of its own. */
    void put(JsonBuffer out, SplitMix64 random, Token content) throws IOException {
        // Drawn first in any case, so that the order of the fields does not change the content.
        long high = random.next();
        long low = random.next();
        out.put(headBytes);
        if (fields == Fields.ID_VALUE) {
            out.putGuid(high, low);
            out.put(middleBytes);
            content.put(out, random);
        } else {
            content.put(out, random);
            if (fields == Fields.VALUE_ID) {
                out.put(middleBytes);
                out.putGuid(high, low);
            }
        }
        out.put(tailBytes);
    }

    /** A value with a given guid, ready to put. */
    byte[] render(String content, String guid) {
        return JsonLiterals.utf8(
                switch (fields) {
                    case VALUE_ID -> head + content + middle + guid + tail;
                    case ID_VALUE -> head + guid + middle + content + tail;
                    case VALUE -> head + content + tail;
                });
    }
}
