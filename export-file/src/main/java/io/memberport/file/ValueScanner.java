package io.memberport.file;

import static io.memberport.model.MemberBlockBuilder.ABSENT;

import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of a variable as {@link MemberScanner} reads the rest of a member. */
final class ValueScanner {

    private static final byte[] VALUE = ScannedFields.name("value");
    private static final byte[] ID = ScannedFields.name("id");
    private static final byte[][] FIELDS = {VALUE, ID};

    // How the values of a variable, and what comes after them, are practically always written.
    private static final byte[] BEFORE_FIRST_VALUE = ScannedFields.ascii("[{\"value\":");
    private static final byte[] BEFORE_VALUE_ID = ScannedFields.ascii(",\"id\":");
    private static final byte[] BEFORE_NEXT_VALUE = ScannedFields.ascii("},{\"value\":");
    private static final byte[] AFTER_VALUES = ScannedFields.ascii("}]");
    private static final byte[] NO_VALUES = ScannedFields.ascii("[]");
    private static final byte[] BEFORE_DATE = ScannedFields.ascii(",\"effectiveDate\":");
    private static final byte[] AFTER_DATE = ScannedFields.ascii("}");

    private final JsonScanner json;
    private final ScannedFields fields;
    private final MemberBlockBuilder block;
    private final List<Text> unknown = new ArrayList<>();

    // The content read last.
    private Value.Kind kind = Value.Kind.NULL;
    private int contentAt;
    private int contentLength;

    ValueScanner(JsonScanner json, ScannedFields fields, MemberBlockBuilder block) {
        this.json = json;
        this.fields = fields;
        this.block = block;
    }

    /**
     * Reads values and date in the one form in which practically all are written. All their texts are read at one place, so that
     * the virtual machine has this hot code once to optimise.
     *
     * @return false if they are in another form; some of it has been read then. Otherwise the date is the content read last
     */
    boolean valuesAndDate() {
        byte[] before = json.skipIf(NO_VALUES) ? BEFORE_DATE : BEFORE_FIRST_VALUE;
        Value.Kind valueKind = Value.Kind.NULL;
        int valueAt = 0;
        int valueLength = 0;
        while (json.skipIf(before)) {
            content();
            boolean isString = kind == Value.Kind.STRING;
            if (before == BEFORE_DATE) {
                return isString && json.skipIf(AFTER_DATE);
            }
            if (before != BEFORE_VALUE_ID) {
                valueKind = kind;
                valueAt = contentAt;
                valueLength = contentLength;
                before = BEFORE_VALUE_ID;
            } else if (isString) {
                block.value(valueKind, valueAt, valueLength, contentAt, contentLength);
                before = json.skipIf(AFTER_VALUES) ? BEFORE_DATE : BEFORE_NEXT_VALUE;
            } else {
                return false;
            }
        }
        return false;
    }

    /** Where the content read last lies in the block. */
    int contentAt() {
        return contentAt;
    }

    /** The length of the content read last. */
    int contentLength() {
        return contentLength;
    }

    /** Reads the array of values, or null. */
    void values() {
        if (json.peek() == 'n') {
            json.literalNull();
            return;
        }
        json.consume('[');
        if (json.consumeIf(']')) {
            return;
        }
        do {
            value();
        } while (json.consumeIf(','));
        json.consume(']');
    }

    private void value() {
        kind = Value.Kind.NULL;
        contentLength = ABSENT;
        int valueIdAt = 0;
        int valueIdLength = ABSENT;
        boolean contentSeen = false;
        boolean idSeen = false;
        unknown.clear();
        json.consume('{');
        do {
            if (!contentSeen && fields.next(VALUE)) {
                contentSeen = true;
                content();
            } else if (!idSeen && fields.next(ID)) {
                idSeen = true;
                if (fields.stringOrNull()) {
                    valueIdAt = fields.place();
                    valueIdLength = json.textLength();
                }
            } else {
                fields.skipUnknown(FIELDS, unknown);
            }
        } while (json.consumeIf(','));
        json.consume('}');
        block.value(kind, contentAt, contentLength, valueIdAt, valueIdLength);
    }

    private void content() {
        switch (json.peek()) {
            case '"' -> {
                json.string();
                contentIs(Value.Kind.STRING);
            }
            case 't' -> {
                json.literalTrue();
                contentIs(Value.Kind.BOOLEAN);
            }
            case 'f' -> {
                json.literalFalse();
                contentIs(Value.Kind.BOOLEAN);
            }
            case 'n' -> {
                json.literalNull();
                kind = Value.Kind.NULL;
                contentLength = ABSENT;
            }
            case '{', '[' -> throw new NotCommonFormException();
            default -> {
                json.number();
                contentIs(Value.Kind.NUMBER);
            }
        }
    }

    /** The content is the text consumed last. */
    private void contentIs(Value.Kind itsKind) {
        kind = itsKind;
        contentAt = fields.place();
        contentLength = json.textLength();
    }
}
