package io.memberport.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes from member to member of a block, and within a member from variable to variable and from value to value, without an
 * object for any of them:
 *
 * <pre>{@code
 * MemberCursor at = block.cursor();
 * while (at.nextMember()) {
 *     while (at.nextVariable()) {
 *         while (at.nextValue()) {
 *             … at.memberId() … at.variable() … at.value() …
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The rest of a member, or of a variable, can be left out: the next one is one call away. The methods tell of the member,
 * variable or value where the cursor stands; before there is one they fail, or their answer has no meaning. A {@link Text}
 * refers to the block's bytes, is made at each call, and stays as it is when the cursor goes on.
 *
 * <p>Used by one thread.
 */
public final class MemberCursor {

    /** A text that belongs to a value. */
    public enum Part {
        /** See {@link MemberCursor#valueId()}. */
        VALUE_ID,
        /** See {@link MemberCursor#value()}. */
        VALUE,
        /** See {@link MemberCursor#effectiveDate()}. */
        EFFECTIVE_DATE
    }

    final MemberBlock block;
    private int member = -1;
    private int variable = -1;
    private int variableEnd;
    private int value = -1;
    private int valueEnd;

    MemberCursor(MemberBlock block) {
        this.block = block;
    }

    /** Goes to the next member, before its first variable; false if there is none. */
    public boolean nextMember() {
        int next = member + 1;
        if (next == block.memberCount()) {
            return false;
        }
        toMember(next);
        return true;
    }

    void toMember(int index) {
        member = index;
        variable = block.variablesEnd(index - 1) - 1;
        variableEnd = block.variablesEnd(index);
        valueEnd = 0;
    }

    /** Goes to the next variable of the member, before its first value; false if it has no more. */
    public boolean nextVariable() {
        int next = variable + 1;
        if (next >= variableEnd) {
            return false;
        }
        toVariable(next);
        return true;
    }

    /** Goes to the next value of the variable; false if it has no more. */
    public boolean nextValue() {
        int next = value + 1;
        if (next >= valueEnd) {
            return false;
        }
        value = next;
        return true;
    }

    /** Goes back to before the member's first variable. */
    public void rewindMember() {
        toMember(member);
    }

    /** Goes back to before the variable's first value. */
    public void rewindVariable() {
        toVariable(variable);
    }

    /**
     * Where the variable stands among all of the block, from 0 on; before the first variable of a member, where the last one of the
     * member before stands, or -1.
     */
    public int variableIndex() {
        return variable;
    }

    /**
     * Goes to a variable of the member that the cursor has come by before, before its first value.
     *
     * @param index what {@link #variableIndex()} said there
     */
    public void toVariable(int index) {
        variable = index;
        value = block.valuesEnd(index - 1) - 1;
        valueEnd = block.valuesEnd(index);
    }

    /** The member's position in the export, from 0. */
    public long memberIndex() {
        return block.firstMemberIndex() + member;
    }

    /** The member's place in the block, from 0. */
    public int indexInBlock() {
        return member;
    }

    /** The member's guid as sent. */
    public Text memberId() {
        return block.requiredText(block.members, member * MemberBlock.MEMBER_ROW + MemberBlock.MEMBER_ID);
    }

    /** The member's JSON object, as {@link Member#json()} has it. */
    public Text json() {
        return block.json(member);
    }

    /** The length in bytes of the JSON object that the export has for the member; {@link #json()} need not be as long. */
    public int jsonLength() {
        return block.members[jsonIndex() + 1];
    }

    int jsonAt() {
        return block.members[jsonIndex()];
    }

    private int jsonIndex() {
        return member * MemberBlock.MEMBER_ROW + MemberBlock.MEMBER_JSON;
    }

    /** Where the member begins in the export's JSON, as {@link Member#byteOffset()} has it. */
    public long byteOffset() {
        return block.byteOffsets[member];
    }

    /** The number of variables the member has, those without values among them. */
    public int variableCount() {
        return variableEnd - block.variablesEnd(member - 1);
    }

    /** The variable's definition. */
    public ProfileVariable variable() {
        return block.definitions[variable];
    }

    /** The number of values the variable has; 0 if it has none, which an export may say explicitly. */
    public int valueCount() {
        return valueEnd - block.valuesEnd(variable - 1);
    }

    /** When the values became effective, an ISO-8601 date-time as sent; null if the export gives none. */
    public @Nullable Text effectiveDate() {
        return block.text(block.variables, variable * MemberBlock.VARIABLE_ROW + MemberBlock.EFFECTIVE_DATE);
    }

    /** The JSON form in which the value was sent. */
    public Value.Kind kind() {
        return block.kinds[value];
    }

    /** The value's content, as {@link Value#text()} has it; null if and only if the kind is {@link Value.Kind#NULL}. */
    public @Nullable Text value() {
        return block.text(block.values, value * MemberBlock.VALUE_ROW + MemberBlock.VALUE_TEXT);
    }

    /** The value's guid, as {@link Value#id()} has it; null if the export gives none. */
    public @Nullable Text valueId() {
        return block.text(block.values, value * MemberBlock.VALUE_ROW + MemberBlock.VALUE_ID);
    }

    /** The length of a text in bytes; -1 if there is none. */
    public int length(Part part) {
        return table(part)[index(part) + 1];
    }

    /** Copies a text, which must be there, the first byte to {@code target[at]}. */
    public void copy(Part part, byte[] target, int at) {
        block.copy(table(part), index(part), target, at);
    }

    private int[] table(Part part) {
        return part == Part.EFFECTIVE_DATE ? block.variables : block.values;
    }

    private int index(Part part) {
        return switch (part) {
            case VALUE_ID -> value * MemberBlock.VALUE_ROW + MemberBlock.VALUE_ID;
            case VALUE -> value * MemberBlock.VALUE_ROW + MemberBlock.VALUE_TEXT;
            case EFFECTIVE_DATE -> variable * MemberBlock.VARIABLE_ROW + MemberBlock.EFFECTIVE_DATE;
        };
    }

    /** The member as an object. The cursor then stands behind its last variable. */
    public Member member() {
        VariableValues[] entries = new VariableValues[variableCount()];
        rewindMember();
        for (int i = 0; i < entries.length; i++) {
            nextVariable();
            Value[] some = new Value[valueCount()];
            for (int k = 0; k < some.length; k++) {
                nextValue();
                some[k] = new Value(kind(), value(), valueId());
            }
            entries[i] = new VariableValues(variable(), List.of(some), effectiveDate());
        }
        return new Member(memberId(), List.of(entries), json(), byteOffset());
    }
}
