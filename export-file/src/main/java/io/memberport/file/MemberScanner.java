package io.memberport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.memberport.file.MemberDecoder.DecodedCounts;
import io.memberport.file.VariableDictionary.KnownVariable;
import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.Member;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
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

    private static final Text TRUE_TEXT = Text.of("true");
    private static final Text FALSE_TEXT = Text.of("false");

    private static final byte[] MEMBER_ID = name("memberId");
    private static final byte[] VARIABLES = name("variables");
    private static final byte[] ID = name("id");
    private static final byte[] NAME = name("name");
    private static final byte[] DATA_TYPE = name("dataType");
    private static final byte[] IS_SENSITIVE = name("isSensitive");
    private static final byte[] VALUES = name("values");
    private static final byte[] EFFECTIVE_DATE = name("effectiveDate");
    private static final byte[] VALUE = name("value");

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
    private final long offset;
    private final JsonScanner json;
    private final VariableDictionary dictionary;
    private final List<VariableValues> entries = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Text> unknownInMember = new ArrayList<>();
    private final List<Text> unknownInVariable = new ArrayList<>();
    private final List<Text> unknownInValue = new ArrayList<>();
    private int valueCount;
    private int unrecognisedFields;

    // The variable being read.
    private KnownVariable previous;
    private int seen;
    private @Nullable Text id;
    private @Nullable Text name;
    private @Nullable Text dataType;
    private Sensitivity sensitivity = Sensitivity.UNSTATED;
    private boolean definitionIsPure;
    private int definitionEnd;
    private List<Value> entryValues = List.of();
    private @Nullable Text effectiveDate;

    /**
     * For a block.
     *
     * @param offset position in the document of {@code bytes[0]}
     */
    MemberScanner(byte[] bytes, long offset, VariableDictionary dictionary) {
        this.bytes = bytes;
        this.offset = offset;
        this.json = new JsonScanner(bytes);
        this.dictionary = dictionary;
        this.previous = dictionary.beforeFirst();
    }

    private static byte[] name(String name) {
        return ('"' + name + '"').getBytes(US_ASCII);
    }

    /**
     * Reads a member.
     *
     * @param start of its opening brace
     * @param end after its closing brace
     * @param counts what was counted is added here, unless this fails
     * @throws NotCommonFormException if the member is not in the common form
     */
    Member scan(int start, int end, DecodedCounts counts) {
        json.reset(start, end);
        entries.clear();
        unknownInMember.clear();
        valueCount = 0;
        unrecognisedFields = 0;
        Text memberId = null;
        boolean variablesSeen = false;
        json.consume('{');
        do {
            if (memberId == null && field(MEMBER_ID)) {
                memberId = json.string();
            } else if (!variablesSeen && field(VARIABLES)) {
                variablesSeen = true;
                variables();
            } else {
                unknownField(MEMBER_FIELDS, unknownInMember);
            }
        } while (json.consumeIf(','));
        json.consume('}');
        json.requireEnd();
        if (memberId == null) {
            throw new NotCommonFormException();
        }
        counts.values += valueCount;
        counts.unrecognisedFields += unrecognisedFields;
        return new Member(memberId, List.copyOf(entries), Text.wrap(bytes, start, end - start), offset + start);
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
            entries.add(variable());
        } while (json.consumeIf(','));
        json.consume(']');
    }

    private VariableValues variable() {
        json.peek();
        int start = json.position();
        seen = 0;
        sensitivity = Sensitivity.UNSTATED;
        definitionIsPure = true;
        definitionEnd = -1;
        entryValues = List.of();
        effectiveDate = null;
        unknownInVariable.clear();
        KnownVariable known = previous.following(json);
        if (known != null) {
            seen = SEEN_DEFINITION | SEEN_VALUES;
            entryValues = values();
        } else {
            json.consume('{');
            variableField();
        }
        while (json.consumeIf(',')) {
            variableField();
        }
        json.consume('}');
        if (known == null) {
            known = learn(start);
        }
        previous = known;
        return new VariableValues(known.variable(), entryValues, effectiveDate);
    }

    private void variableField() {
        if (field(EFFECTIVE_DATE)) {
            see(SEEN_EFFECTIVE_DATE);
            effectiveDate = stringOrNull();
        } else if (field(VALUES)) {
            definitionEnd = definitionIsPure && seen == SEEN_DEFINITION ? json.position() : -1;
            see(SEEN_VALUES);
            entryValues = values();
        } else if (field(ID)) {
            see(SEEN_ID);
            id = json.string();
        } else if (field(NAME)) {
            see(SEEN_NAME);
            name = stringOrNull();
        } else if (field(DATA_TYPE)) {
            see(SEEN_DATA_TYPE);
            dataType = stringOrNull();
        } else if (field(IS_SENSITIVE)) {
            see(SEEN_IS_SENSITIVE);
            sensitivity = sensitivity();
        } else {
            unknownField(VARIABLE_FIELDS, unknownInVariable);
        }
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
                id.asString(),
                (seen & SEEN_NAME) == 0 ? null : stringOf(name),
                (seen & SEEN_DATA_TYPE) == 0 ? null : stringOf(dataType),
                sensitivity);
        KnownVariable known = dictionary.known(variable);
        if (definitionEnd >= 0) {
            known.isWritten(Arrays.copyOfRange(bytes, start, definitionEnd));
        }
        known.isSeenAfter(previous);
        return known;
    }

    private static @Nullable String stringOf(@Nullable Text text) {
        return text == null ? null : text.asString();
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

    private List<Value> values() {
        if (json.peek() == 'n') {
            json.literalNull();
            return List.of();
        }
        json.consume('[');
        if (json.consumeIf(']')) {
            return List.of();
        }
        Value first = value();
        if (json.consumeIf(']')) {
            return List.of(first);
        }
        values.clear();
        values.add(first);
        while (json.consumeIf(',')) {
            values.add(value());
        }
        json.consume(']');
        return List.copyOf(values);
    }

    private Value value() {
        Value.Kind kind = null;
        Text content = null;
        Text valueId = null;
        boolean idSeen = false;
        unknownInValue.clear();
        json.consume('{');
        do {
            if (kind == null && field(VALUE)) {
                kind = kind();
                content = content(kind);
            } else if (!idSeen && field(ID)) {
                idSeen = true;
                valueId = stringOrNull();
            } else {
                unknownField(VALUE_FIELDS, unknownInValue);
            }
        } while (json.consumeIf(','));
        json.consume('}');
        valueCount++;
        return new Value(kind == null ? Value.Kind.NULL : kind, content, valueId);
    }

    private Value.Kind kind() {
        return switch (json.peek()) {
            case '"' -> Value.Kind.STRING;
            case 't', 'f' -> Value.Kind.BOOLEAN;
            case 'n' -> Value.Kind.NULL;
            case '{', '[' -> Value.Kind.JSON;
            default -> Value.Kind.NUMBER;
        };
    }

    private @Nullable Text content(Value.Kind kind) {
        return switch (kind) {
            case STRING -> json.string();
            case NUMBER -> json.number();
            case BOOLEAN -> {
                boolean yes = json.peek() == 't';
                if (yes) {
                    json.literalTrue();
                } else {
                    json.literalFalse();
                }
                yield yes ? TRUE_TEXT : FALSE_TEXT;
            }
            case NULL -> {
                json.literalNull();
                yield null;
            }
            case JSON -> throw new NotCommonFormException();
        };
    }

    private @Nullable Text stringOrNull() {
        if (json.peek() == 'n') {
            json.literalNull();
            return null;
        }
        return json.string();
    }
}
