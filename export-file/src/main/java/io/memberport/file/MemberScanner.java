package io.memberport.file;

import static io.memberport.model.MemberBlockBuilder.ABSENT;

import io.memberport.file.VariableDictionary.KnownVariable;
import io.memberport.file.json.JsonScanner;
import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
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

    private static final byte[] MEMBER_ID = ScannedFields.name("memberId");
    private static final byte[] VARIABLES = ScannedFields.name("variables");
    private static final byte[] ID = ScannedFields.name("id");
    private static final byte[] NAME = ScannedFields.name("name");
    private static final byte[] DATA_TYPE = ScannedFields.name("dataType");
    private static final byte[] IS_SENSITIVE = ScannedFields.name("isSensitive");
    private static final byte[] VALUES = ScannedFields.name("values");
    private static final byte[] EFFECTIVE_DATE = ScannedFields.name("effectiveDate");

    private static final byte[][] MEMBER_FIELDS = {MEMBER_ID, VARIABLES};
    private static final byte[][] VARIABLE_FIELDS = {ID, NAME, DATA_TYPE, IS_SENSITIVE, VALUES, EFFECTIVE_DATE};

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
    private final ScannedFields fields;
    private final ValueScanner values;
    private final List<Text> unknownInMember = new ArrayList<>();
    private final List<Text> unknownInVariable = new ArrayList<>();

    // The member being read.
    private int memberStart;
    private int memberIdAt;
    private int memberIdLength;

    // The variable being read.
    private KnownVariable previous;
    private int seen;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String dataType;
    private Sensitivity sensitivity = Sensitivity.UNSTATED;
    private int unknownBefore;
    private int definitionEnd;
    private int effectiveDateAt;
    private int effectiveDateLength;

    /**
     * For a block.
     *
     * @param block over the same bytes
     */
    MemberScanner(byte[] bytes, MemberBlockBuilder block, VariableDictionary dictionary) {
        this.bytes = bytes;
        this.json = new JsonScanner(bytes);
        this.block = block;
        this.fields = new ScannedFields(json, block);
        this.values = new ValueScanner(json, fields, block);
        this.dictionary = dictionary;
        this.previous = dictionary.beforeFirst();
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
        fields.startMember();
        memberStart = start;
        memberIdLength = ABSENT;
        boolean variablesSeen = false;
        json.consume('{');
        do {
            if (memberIdLength == ABSENT && fields.next(MEMBER_ID)) {
                json.string();
                memberIdAt = fields.place();
                memberIdLength = json.textLength();
            } else if (!variablesSeen && fields.next(VARIABLES)) {
                variablesSeen = true;
                variables();
            } else {
                fields.skipUnknown(MEMBER_FIELDS, unknownInMember);
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
        return fields.unknown();
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
        if (values.valuesAndDate()) {
            effectiveDateAt = values.contentAt();
            effectiveDateLength = values.contentLength();
        } else {
            json.moveTo(start);
            block.dropValues();
            seen = SEEN_DEFINITION | SEEN_VALUES;
            unknownInVariable.clear();
            values.values();
            endOfVariable();
        }
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
        unknownBefore = fields.unknown();
        definitionEnd = -1;
        unknownInVariable.clear();
        json.consume('{');
        variableField();
        endOfVariable();
        return learn(start);
    }

    private void variableField() {
        if (fields.next(EFFECTIVE_DATE)) {
            see(SEEN_EFFECTIVE_DATE);
            if (fields.stringOrNull()) {
                effectiveDateIsText();
            }
        } else if (fields.next(VALUES)) {
            // What stands among the fields of a definition is not compared when the definition is.
            boolean isPure = seen == SEEN_DEFINITION && fields.unknown() == unknownBefore;
            definitionEnd = isPure ? json.position() : -1;
            see(SEEN_VALUES);
            values.values();
        } else if (fields.next(ID)) {
            see(SEEN_ID);
            json.string();
            id = json.textAsString();
        } else if (fields.next(NAME)) {
            see(SEEN_NAME);
            name = fields.stringOrNull() ? json.textAsString() : null;
        } else if (fields.next(DATA_TYPE)) {
            see(SEEN_DATA_TYPE);
            dataType = fields.stringOrNull() ? json.textAsString() : null;
        } else if (fields.next(IS_SENSITIVE)) {
            see(SEEN_IS_SENSITIVE);
            sensitivity = sensitivity();
        } else {
            fields.skipUnknown(VARIABLE_FIELDS, unknownInVariable);
        }
    }

    private void effectiveDateIsText() {
        effectiveDateAt = fields.place();
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
}
