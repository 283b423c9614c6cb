package io.memberport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.Text;
import java.util.List;

/** The fields of objects in a member that is scanned. */
final class ScannedFields {

    /** Less than what {@link MemberParser} allows from a member's outermost brace on. */
    private static final int UNKNOWN_NESTING = 16;

    /** How many unknown fields of one object are compared with one another. */
    private static final int UNKNOWN_NAMES = 16;

    private final JsonScanner json;
    private final MemberBlockBuilder block;
    private int unknown;

    ScannedFields(JsonScanner json, MemberBlockBuilder block) {
        this.json = json;
        this.block = block;
    }

    /** The name of a field as it is written. */
    static byte[] name(String name) {
        return ascii('"' + name + '"');
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    void startMember() {
        unknown = 0;
    }

    /** How many fields of the member there have been so far that are not known. */
    int unknown() {
        return unknown;
    }

    /** Consumes the name of a field, and the colon after it, if it is this one. */
    boolean next(byte[] name) {
        json.peek();
        if (!json.skipIf(name)) {
            return false;
        }
        json.consume(':');
        return true;
    }

    /**
     * Passes over a field that is not known.
     *
     * @param known the fields that are: one that comes here is there twice
     * @param before the unknown fields of the same object that have come here before
     */
    void skipUnknown(byte[][] known, List<Text> before) {
        json.peek();
        for (byte[] name : known) {
            if (json.isNext(name)) {
                throw new NotCommonFormException();
            }
        }
        Text field = json.plainName();
        if (before.size() == UNKNOWN_NAMES || before.contains(field)) {
            throw new NotCommonFormException();
        }
        before.add(field);
        json.skipValue(UNKNOWN_NESTING);
        unknown++;
    }

    /** Consumes a string, and says true, or null. */
    boolean stringOrNull() {
        if (json.peek() == 'n') {
            json.literalNull();
            return false;
        }
        json.string();
        return true;
    }

    /** Where the text consumed last lies in the block. */
    int place() {
        return block.place(json.textBytes(), json.textAt(), json.textLength());
    }
}
