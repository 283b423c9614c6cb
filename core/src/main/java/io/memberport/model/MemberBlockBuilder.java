package io.memberport.model;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a block, a member at a time, from bytes that hold most of its texts already: a text is told by where it lies. For
 * readers of exports; {@link MemberBlock#of} is for the rest.
 *
 * <p>A member is begun, then its variables in their order, each with its values, and then it is ended, or dropped as if it had
 * not been begun. Used by one thread at a time, and for one block.
 */
public final class MemberBlockBuilder {

    /** In place of the length of a text that is not there. */
    public static final int ABSENT = MemberBlock.ABSENT;

    private static final int FIRST_MEMBERS = 16;
    private static final int FIRST_VARIABLES = 256;
    private static final int FIRST_MORE_BYTES = 256;

    final byte[] bytes;
    byte[] more = new byte[0];
    private int moreLength;

    int memberCount;
    long[] byteOffsets;
    int[] members;

    private int variableCount;
    int[] variables;
    ProfileVariable[] definitions;

    int valueCount;
    int[] values;
    Value.Kind[] kinds;

    private int variablesBefore;
    private int valuesBefore;

    /**
     * A builder over bytes.
     *
     * @param bytes well-formed UTF-8 wherever a text is said to be, and not changed any more
     */
    public MemberBlockBuilder(byte[] bytes) {
        this.bytes = bytes;
        this.byteOffsets = new long[FIRST_MEMBERS];
        this.members = new int[FIRST_MEMBERS * MemberBlock.MEMBER_ROW];
        this.variables = new int[FIRST_VARIABLES * MemberBlock.VARIABLE_ROW];
        this.definitions = new ProfileVariable[FIRST_VARIABLES];
        this.values = new int[FIRST_VARIABLES * MemberBlock.VALUE_ROW];
        this.kinds = new Value.Kind[FIRST_VARIABLES];
    }

    private MemberBlockBuilder(MemberBlock like) {
        this.bytes = like.bytes;
        this.more = like.more;
        this.moreLength = like.more.length;
        this.byteOffsets = new long[like.byteOffsets.length];
        this.members = new int[like.members.length];
        this.variables = new int[like.variables.length];
        this.definitions = new ProfileVariable[like.definitions.length];
        this.values = new int[like.values.length];
        this.kinds = new Value.Kind[like.kinds.length];
    }

    /**
     * A builder of a block that shows less of another one, or something else in its place. Texts that both have are not copied.
     */
    public static MemberBlockBuilder over(MemberBlock block) {
        return new MemberBlockBuilder(block);
    }

    /** Members that have been ended so far. */
    public int memberCount() {
        return memberCount;
    }

    /** Where a text lies from now on, which is copied unless it lies among the bytes already. */
    public int place(byte[] utf8, int offset, int length) {
        if (utf8 == bytes) {
            return offset;
        }
        int at = extend(length);
        System.arraycopy(utf8, offset, more, at - bytes.length, length);
        return at;
    }

    /** Makes room for a text behind all others: in an array of their own, which counts as if it were behind the bytes. */
    private int extend(int length) {
        int at = moreLength;
        int end = Math.addExact(at, length);
        Math.addExact(end, bytes.length);
        if (end > more.length) {
            more = Arrays.copyOf(more, Math.max(end, Math.max(FIRST_MORE_BYTES, 2 * at)));
        }
        moreLength = end;
        return bytes.length + at;
    }

    /** Begins a member; one that was begun before and not ended is dropped. */
    public void startMember() {
        variableCount = variablesBefore;
        valueCount = valuesBefore;
    }

    /** Adds a value to the variable that is ended next. */
    public void value(Value.Kind kind, int textAt, int textLength, int idAt, int idLength) {
        int row = valueCount * MemberBlock.VALUE_ROW;
        if (row == values.length) {
            makeRoom(1, 0);
        }
        int[] table = values;
        kinds[valueCount] = kind;
        table[row + MemberBlock.VALUE_TEXT] = textAt;
        table[row + MemberBlock.VALUE_TEXT + 1] = textLength;
        table[row + MemberBlock.VALUE_ID] = idAt;
        table[row + MemberBlock.VALUE_ID + 1] = idLength;
        valueCount++;
    }

    /** Adds a value to the variable that is ended next. A text that does not lie among the bytes is copied. */
    public void value(Value.Kind kind, @Nullable Text text, @Nullable Text id) {
        value(kind, place(text), length(text), place(id), length(id));
    }

    /**
     * Adds variables with their values as another block has them, which this one is made {@linkplain #over over}.
     *
     * @param from index of the first, as {@link MemberCursor#variableIndex()} has it
     * @param to index after the last
     */
    public void variables(MemberBlock block, int from, int to) {
        if (from == to) {
            return;
        }
        int firstValue = block.valuesEnd(from - 1);
        int moreValues = block.valuesEnd(to - 1) - firstValue;
        int shift = valueCount - firstValue;
        makeRoom(moreValues, to - from);
        System.arraycopy(block.kinds, firstValue, kinds, valueCount, moreValues);
        copyRows(block.values, firstValue, values, valueCount, moreValues, MemberBlock.VALUE_ROW);
        System.arraycopy(block.definitions, from, definitions, variableCount, to - from);
        copyRows(block.variables, from, variables, variableCount, to - from, MemberBlock.VARIABLE_ROW);
        variableCount += to - from;
        valueCount += moreValues;
        int end = variableCount * MemberBlock.VARIABLE_ROW;
        for (int row = end - (to - from) * MemberBlock.VARIABLE_ROW; row < end; row += MemberBlock.VARIABLE_ROW) {
            variables[row + MemberBlock.VALUES_END] += shift;
        }
    }

    private static void copyRows(int[] from, int fromRow, int[] to, int toRow, int rows, int rowLength) {
        System.arraycopy(from, fromRow * rowLength, to, toRow * rowLength, rows * rowLength);
    }

    private void makeRoom(int moreValues, int moreVariables) {
        while ((valueCount + moreValues) * MemberBlock.VALUE_ROW > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
            kinds = Arrays.copyOf(kinds, 2 * kinds.length);
        }
        while ((variableCount + moreVariables) * MemberBlock.VARIABLE_ROW > variables.length) {
            variables = Arrays.copyOf(variables, 2 * variables.length);
            definitions = Arrays.copyOf(definitions, 2 * definitions.length);
        }
    }

    /** Takes back the values added since the variable before. */
    public void dropValues() {
        valueCount = variableCount == 0
                ? 0
                : variables[(variableCount - 1) * MemberBlock.VARIABLE_ROW + MemberBlock.VALUES_END];
    }

    /** Ends a variable, which has the values added since the one before. */
    public void endVariable(ProfileVariable definition, int dateAt, int dateLength) {
        int row = variableCount * MemberBlock.VARIABLE_ROW;
        if (row == variables.length) {
            makeRoom(0, 1);
        }
        definitions[variableCount] = definition;
        variables[row + MemberBlock.EFFECTIVE_DATE] = dateAt;
        variables[row + MemberBlock.EFFECTIVE_DATE + 1] = dateLength;
        variables[row + MemberBlock.VALUES_END] = valueCount;
        variableCount++;
    }

    /** Ends a variable whose values have the effective date of one of the block that this one is made {@linkplain #over over}. */
    public void endVariable(ProfileVariable definition, MemberCursor at) {
        int row = at.variableIndex() * MemberBlock.VARIABLE_ROW + MemberBlock.EFFECTIVE_DATE;
        endVariable(definition, at.block.variables[row], at.block.variables[row + 1]);
    }

    /**
     * Ends a member of the block that this one is made {@linkplain #over over}.
     *
     * @param id which may be another one
     */
    public void endMember(MemberCursor at, Text id) {
        endMember(place(id), id.length(), at.jsonAt(), at.jsonLength(), at.byteOffset());
    }

    /** Ends the member, which has the variables ended since it was begun. */
    public void endMember(int idAt, int idLength, int jsonAt, int jsonLength, long byteOffset) {
        int row = memberCount * MemberBlock.MEMBER_ROW;
        if (row == members.length) {
            members = Arrays.copyOf(members, 2 * row);
            byteOffsets = Arrays.copyOf(byteOffsets, 2 * memberCount);
        }
        byteOffsets[memberCount] = byteOffset;
        members[row + MemberBlock.MEMBER_ID] = idAt;
        members[row + MemberBlock.MEMBER_ID + 1] = idLength;
        members[row + MemberBlock.MEMBER_JSON] = jsonAt;
        members[row + MemberBlock.MEMBER_JSON + 1] = jsonLength;
        members[row + MemberBlock.VARIABLES_END] = variableCount;
        memberCount++;
        variablesBefore = variableCount;
        valuesBefore = valueCount;
    }

    /** Adds a member that is there as an object. Texts of it that do not lie among the bytes are copied. */
    public void add(Member member) {
        startMember();
        for (VariableValues entry : member.variables()) {
            for (Value value : entry.values()) {
                value(value.kind(), value.text(), value.id());
            }
            endVariable(entry.variable(), place(entry.effectiveDate()), length(entry.effectiveDate()));
        }
        endMember(
                place(member.id()),
                length(member.id()),
                place(member.json()),
                length(member.json()),
                member.byteOffset());
    }

    private int place(@Nullable Text text) {
        if (text == null) {
            return 0;
        }
        int at = text.offsetIn(bytes);
        if (at < 0 && moreLength > 0) {
            int behind = text.offsetIn(more);
            at = behind < 0 ? behind : bytes.length + behind;
        }
        if (at < 0) {
            at = extend(text.length());
            text.copyTo(more, at - bytes.length);
        }
        return at;
    }

    private static int length(@Nullable Text text) {
        return text == null ? ABSENT : text.length();
    }

    /**
     * The block. The builder is of no use after that.
     *
     * @param firstMemberIndex the position of the first member in the export, from 0
     * @param unrecognisedFieldCount see {@link MemberBlock#unrecognisedFieldCount()}
     */
    public MemberBlock build(long firstMemberIndex, long unrecognisedFieldCount) {
        startMember();
        return new MemberBlock(this, firstMemberIndex, unrecognisedFieldCount, null);
    }

    /**
     * The block, in which each member is given another JSON object than was sent.
     *
     * @param documents makes the object of the member where a cursor stands, when it is asked for; called from any thread
     */
    public MemberBlock build(
            long firstMemberIndex, long unrecognisedFieldCount, Function<MemberCursor, Text> documents) {
        startMember();
        return new MemberBlock(this, firstMemberIndex, unrecognisedFieldCount, documents);
    }
}
