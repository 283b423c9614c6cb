package io.memberport.file;

import static io.memberport.model.MemberBlockBuilder.ABSENT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.memberport.file.VariableDictionary.KnownVariable;
import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads members in the form in which practically all of them are written, several times faster than {@link MemberParser}:
 * fields in any order, the known ones each once and of the documented types. Anything else, every mistake among it, ends in
 * {@link NotCommonFormException}, and then the parser reads the member from its beginning. Whatever this class does read, the parser
 * reads the same way; tests hold the two against each other.
 *
 * <p>Most of an export says again what a variable is called. The bytes that say it are compared as a whole with those
 * that said it last time.
 *
 * <p>Used by one thread, for one block.
 */
public final class MemberScanner {

    private static final byte[] MEMBER_ID = name("memberId");
    private static final byte[] VARIABLES = name("variables");
    private static final byte[] ID = name("id");
    private static final byte[] NAME = name("name");
    private static final byte[] DATA_TYPE = name("dataType");
    private static final byte[] IS_SENSITIVE = name("isSensitive");
    private static final byte[] VALUES = name("values");
    private static final byte[] EFFECTIVE_DATE = name("effectiveDate");
    private static final byte[] VALUE = name("value");

    // How the values of a variable, and what comes after them, are practically always written.
    private static final byte[] BEFORE_FIRST_VALUE = ascii("[{\"value\":");
    private static final byte[] BEFORE_VALUE_ID = ascii(",\"id\":");
    private static final byte[] BEFORE_NEXT_VALUE = ascii("},{\"value\":");
    private static final byte[] AFTER_VALUES = ascii("}]");
    private static final byte[] NO_VALUES = ascii("[]");
    private static final byte[] BEFORE_DATE = ascii(",\"effectiveDate\":");
    private static final byte[] AFTER_DATE = ascii("}");

    private static final byte[][] MEMBER_FIELDS = {MEMBER_ID, VARIABLES};
    private static final byte[][] VARIABLE_FIELDS = {ID, NAME, DATA_TYPE, IS_SENSITIVE, VALUES, EFFECTIVE_DATE};
    private static final byte[][] VALUE_FIELDS = {VALUE, ID};

    /** Less than what {@link MemberParser} allows from a member's outermost brace on. */
    private static final int UNKNOWN_NESTING = 16;

    /** How many unknown fields of one object are compared with one another. */
    private static final int UNKNOWN_NAMES = 16;

    private static final int SEEN_ID = 1;
    private static final int SEEN_NAME = 2;
    private static final int SEEN_DATA_TYPE = 4;
    private static final int SEEN_IS_SENSITIVE = 8;
    private static final int SEEN_DEFINITION = SEEN_ID | SEEN_NAME | SEEN_DATA_TYPE | SEEN_IS_SENSITIVE;
    private static final int SEEN_VALUES = 16;
    private static final int SEEN_EFFECTIVE_DATE = 32;

    private final byte[] bytes;
    private final JsonScanner json;
    private final VariableDictionary dictionary;
    private final MemberBlockBuilder block;
    private final List<Text> unknownInMember = new ArrayList<>();
    private final List<Text> unknownInVariable = new ArrayList<>();
    private final List<Text> unknownInValue = new ArrayList<>();

    // The member being read.
    private int memberStart;
    private int memberIdAt;
    private int memberIdLength;
    private int unrecognisedFields;

    // The variable being read.
    private KnownVariable previous;
    private int seen;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String dataType;
    private Sensitivity sensitivity = Sensitivity.UNSTATED;
    private boolean definitionIsPure;
    private int definitionEnd;
    private int effectiveDateAt;
    private int effectiveDateLength;

    // The content of the value being read.
    private Value.Kind kind = Value.Kind.NULL;
    private int contentAt;
    private int contentLength;

    /**
     * For a block.
     *
     * @param block over the same bytes
     */
    MemberScanner(byte[] bytes, MemberBlockBuilder block, VariableDictionary dictionary) {
        this.bytes = bytes;
        this.json = new JsonScanner(bytes);
        this.block = block;
        this.dictionary = dictionary;
        this.previous = dictionary.beforeFirst();
    }

    private static byte[] name(String name) {
        return ascii('"' + name + '"');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * Reads a member. It is not in the block until it is {@linkplain #accept accepted}.
     *
     * @param start of its opening brace
     * @param limit where it must have ended
     * @return the index after its closing brace
     * @throws NotCommonFormException if the member is not in the common form
     */
    int scan(int start, int limit) {
        json.reset(start, limit);
        block.startMember();
        unknownInMember.clear();
        unrecognisedFields = 0;
        memberStart = start;
        memberIdLength = ABSENT;
        boolean variablesSeen = false;
        json.consume('{');
        do {
            if (memberIdLength == ABSENT && field(MEMBER_ID)) {
                json.string();
                memberIdAt = place();
                memberIdLength = json.textLength();
            } else if (!variablesSeen && field(VARIABLES)) {
                variablesSeen = true;
                variables();
            } else {
                unknownField(MEMBER_FIELDS, unknownInMember);
            }
        } while (json.consumeIf(','));
        json.consume('}');
        if (memberIdLength == ABSENT) {
            throw new NotCommonFormException();
        }
        return json.position();
    }

    /**
     * Adds the member just read to the block.
     *
     * @param byteOffset where it begins in the document
     * @return the number of its fields that are not known
     */
    int accept(long byteOffset) {
        block.endMember(memberIdAt, memberIdLength, memberStart, json.position() - memberStart, byteOffset);
        return unrecognisedFields;
    }

    /** Where the text consumed last lies in the block. */
    private int place() {
        return block.place(json.textBytes(), json.textAt(), json.textLength());
    }

    /** Consumes the name of a field, and the colon after it, if it is this one. */
    private boolean field(byte[] fieldName) {
        json.peek();
        if (!json.skipIf(fieldName)) {
            return false;
        }
        json.consume(':');
        return true;
    }

    /**
     * Passes over a field that is not known.
     *
     * @param known the fields that are: one that comes here is there twice
     * @param unknown the fields of the same object that have come here before
     */
    private void unknownField(byte[][] known, List<Text> unknown) {
        json.peek();
        for (byte[] name : known) {
            if (json.isNext(name)) {
                throw new NotCommonFormException();
            }
        }
        Text field = json.plainName();
        if (unknown.size() == UNKNOWN_NAMES || unknown.contains(field)) {
            throw new NotCommonFormException();
        }
        unknown.add(field);
        json.skipValue(UNKNOWN_NESTING);
        unrecognisedFields++;
        // What stands among the fields of a definition is not compared when the definition is.
        definitionIsPure = false;
    }

    private void variables() {
        json.consume('[');
        if (json.consumeIf(']')) {
            return;
        }
        previous = dictionary.beforeFirst();
        do {
            variable();
        } while (json.consumeIf(','));
        json.consume(']');
    }

    private void variable() {
        json.peek();
        effectiveDateLength = ABSENT;
        KnownVariable known = previous.following(json);
        if (known == null) {
            known = unguessedVariable();
        } else {
            restOfVariable();
        }
        previous = known;
        block.endVariable(known.variable(), effectiveDateAt, effectiveDateLength);
    }

    /** Reads what comes after a definition that was as guessed. */
    private void restOfVariable() {
        int start = json.position();
        if (!usualRest()) {
            json.moveTo(start);
            block.dropValues();
            effectiveDateLength = ABSENT;
            seen = SEEN_DEFINITION | SEEN_VALUES;
            values();
            endOfVariable();
        }
    }

    /**
     * Reads values and date in the one form in which practically all are written. All their texts are read at one place, so that
     * the virtual machine has this hot code once to optimise.
     *
     * @return false if they are in another form; some of it has been read then
     */
    private boolean usualRest() {
        byte[] before = json.skipIf(NO_VALUES) ? BEFORE_DATE : BEFORE_FIRST_VALUE;
        Value.Kind valueKind = Value.Kind.NULL;
        int valueAt = 0;
        int valueLength = 0;
        while (json.skipIf(before)) {
            content();
            boolean isString = kind == Value.Kind.STRING;
            if (before == BEFORE_DATE) {
                effectiveDateAt = contentAt;
                effectiveDateLength = contentLength;
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

    private void endOfVariable() {
        while (json.consumeIf(',')) {
            variableField();
        }
        json.consume('}');
    }

    private KnownVariable unguessedVariable() {
        int start = json.position();
        seen = 0;
        sensitivity = Sensitivity.UNSTATED;
        definitionIsPure = true;
        definitionEnd = -1;
        unknownInVariable.clear();
        json.consume('{');
        variableField();
        endOfVariable();
        return learn(start);
    }

    private void variableField() {
        if (field(EFFECTIVE_DATE)) {
            see(SEEN_EFFECTIVE_DATE);
            if (stringOrNull()) {
                effectiveDateIsText();
            }
        } else if (field(VALUES)) {
            definitionEnd = definitionIsPure && seen == SEEN_DEFINITION ? json.position() : -1;
            see(SEEN_VALUES);
            values();
        } else if (field(ID)) {
            see(SEEN_ID);
            json.string();
            id = json.textAsString();
        } else if (field(NAME)) {
            see(SEEN_NAME);
            name = stringOrNull() ? json.textAsString() : null;
        } else if (field(DATA_TYPE)) {
            see(SEEN_DATA_TYPE);
            dataType = stringOrNull() ? json.textAsString() : null;
        } else if (field(IS_SENSITIVE)) {
            see(SEEN_IS_SENSITIVE);
            sensitivity = sensitivity();
        } else {
            unknownField(VARIABLE_FIELDS, unknownInVariable);
        }
    }

    private void effectiveDateIsText() {
        effectiveDateAt = place();
        effectiveDateLength = json.textLength();
    }

    private void see(int fieldBit) {
        if ((seen & fieldBit) != 0) {
            throw new NotCommonFormException();
        }
        seen |= fieldBit;
    }

    /** Looks up the definition just read in full, and keeps the bytes that say it, if nothing else stood among them. */
    private KnownVariable learn(int start) {
        if (id == null || (seen & SEEN_ID) == 0) {
            throw new NotCommonFormException();
        }
        ProfileVariable variable = ProfileVariable.of(
                id, (seen & SEEN_NAME) == 0 ? null : name, (seen & SEEN_DATA_TYPE) == 0 ? null : dataType, sensitivity);
        KnownVariable known = dictionary.known(variable);
        if (definitionEnd >= 0) {
            known.isWritten(Arrays.copyOfRange(bytes, start, definitionEnd));
        }
        known.isSeenAfter(previous);
        return known;
    }

    private Sensitivity sensitivity() {
        switch (json.peek()) {
            case 't' -> json.literalTrue();
            case 'f' -> {
                json.literalFalse();
                return Sensitivity.NOT_SENSITIVE;
            }
            default -> {
                json.literalNull();
                return Sensitivity.UNSTATED;
            }
        }
        return Sensitivity.SENSITIVE;
    }

    private void values() {
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
        unknownInValue.clear();
        json.consume('{');
        do {
            if (!contentSeen && field(VALUE)) {
                contentSeen = true;
                content();
            } else if (!idSeen && field(ID)) {
                idSeen = true;
                if (stringOrNull()) {
                    valueIdAt = place();
                    valueIdLength = json.textLength();
                }
            } else {
                unknownField(VALUE_FIELDS, unknownInValue);
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
        contentAt = place();
        contentLength = json.textLength();
    }

    /** Consumes a string, and says true, or null. */
    private boolean stringOrNull() {
        if (json.peek() == 'n') {
            json.literalNull();
            return false;
        }
        json.string();
        return true;
    }
}
