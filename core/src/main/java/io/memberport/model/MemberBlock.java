package io.memberport.model;

import java.util.AbstractList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive members of an export, handed on together because that is cheaper than one by one. A block holds a few
 * hundred kilobytes of the file, or a single member that is larger than that; it has no meaning beyond that. A sink never gets
 * an empty one.
 *
 * <p>What the members say lies in the bytes of the file, and the block knows where: a {@link #cursor} walks over members,
 * variables and values and makes no object for them. {@link #members()} makes objects, for code that would rather have them.
 *
 * <p>Immutable, and safe for use by several threads, each with a cursor of its own.
 */
public final class MemberBlock {

    /** In place of the length of a text that is not there. */
    static final int ABSENT = -1;

    // Numbers in a row of each table, and what they are.
    static final int MEMBER_ROW = 5;
    static final int MEMBER_ID = 0;
    static final int MEMBER_JSON = 2;
    static final int VARIABLES_END = 4;

    static final int VARIABLE_ROW = 3;
    static final int EFFECTIVE_DATE = 0;
    static final int VALUES_END = 2;

    static final int VALUE_ROW = 4;
    static final int VALUE_TEXT = 0;
    static final int VALUE_ID = 2;

    /** A power of two, and so many that the variables of a community seldom meet. */
    private static final int SEEN = 2048;

    private final long firstMemberIndex;
    private final long unrecognisedFieldCount;
    private final int memberCount;
    private final int valueCount;

    /** Where texts lie, and an array that counts as if it were behind it. */
    final byte[] bytes;

    final byte[] more;
    final long[] byteOffsets;
    final int[] members;
    final int[] variables;
    final ProfileVariable[] definitions;
    final int[] values;
    final Value.Kind[] kinds;
    private final @Nullable Function<MemberCursor, Text> documents;

    /** The builder gives up its tables. */
    MemberBlock(
            MemberBlockBuilder from,
            long firstMemberIndex,
            long unrecognisedFieldCount,
            @Nullable Function<MemberCursor, Text> documents) {
        this.firstMemberIndex = firstMemberIndex;
        this.unrecognisedFieldCount = unrecognisedFieldCount;
        this.memberCount = from.memberCount;
        this.valueCount = from.valueCount;
        this.bytes = from.bytes;
        this.more = from.more;
        this.byteOffsets = from.byteOffsets;
        this.members = from.members;
        this.variables = from.variables;
        this.definitions = from.definitions;
        this.values = from.values;
        this.kinds = from.kinds;
        this.documents = documents;
    }

    /**
     * A block of members that are there as objects, whose content is copied.
     *
     * @param firstMemberIndex the position of the first member in the export, from 0
     * @param members in the order of the file
     * @param unrecognisedFieldCount see {@link #unrecognisedFieldCount()}
     */
    public static MemberBlock of(long firstMemberIndex, List<Member> members, long unrecognisedFieldCount) {
        MemberBlockBuilder builder = new MemberBlockBuilder(new byte[0]);
        members.forEach(builder::add);
        return builder.build(firstMemberIndex, unrecognisedFieldCount);
    }

    /** The position of the first member in the export, from 0. */
    public long firstMemberIndex() {
        return firstMemberIndex;
    }

    public int memberCount() {
        return memberCount;
    }

    /** The number of values in all members together. */
    public long valueCount() {
        return valueCount;
    }

    /**
     * The number of fields, at any depth, that this version does not know and left out everywhere but in
     * {@link Member#json()}.
     */
    public long unrecognisedFieldCount() {
        return unrecognisedFieldCount;
    }

    /** A walk over the members, from before the first one on. */
    public MemberCursor cursor() {
        return new MemberCursor(this);
    }

    /** The members as objects, in the order of the file; each is made again at every access. */
    public List<Member> members() {
        return new Members();
    }

    /** The definitions of all variables that the members have, each once, in the order in which they first appear. */
    @SuppressWarnings("ReferenceEquality") // What is equal and another object is left to the set.
    public Set<ProfileVariable> variables() {
        Set<ProfileVariable> found = new LinkedHashSet<>();
        // Nearly all are found here, and the set is not asked.
        ProfileVariable[] seen = new ProfileVariable[SEEN];
        int end = variablesEnd(memberCount - 1);
        for (int i = 0; i < end; i++) {
            ProfileVariable definition = definitions[i];
            int place = definition.hashCode() & (SEEN - 1);
            if (seen[place] != definition) {
                seen[place] = definition;
                found.add(definition);
            }
        }
        return found;
    }

    /** The variables of all members up to one; 0 for the one before the first. */
    int variablesEnd(int member) {
        return member < 0 ? 0 : members[member * MEMBER_ROW + VARIABLES_END];
    }

    /** The values of all variables up to one; 0 for the one before the first. */
    int valuesEnd(int variable) {
        return variable < 0 ? 0 : variables[variable * VARIABLE_ROW + VALUES_END];
    }

    /** The JSON object of a member. */
    Text json(int member) {
        if (documents == null) {
            return requiredText(members, member * MEMBER_ROW + MEMBER_JSON);
        }
        MemberCursor at = cursor();
        at.toMember(member);
        return documents.apply(at);
    }

    /** The text whose place begins at an index of a table; null if there is none. */
    @Nullable Text text(int[] table, int index) {
        int length = table[index + 1];
        return length == ABSENT ? null : requiredText(table, index);
    }

    /** A text that is always there. */
    Text requiredText(int[] table, int index) {
        int at = table[index];
        int behind = at - bytes.length;
        return behind < 0 ? Text.wrap(bytes, at, table[index + 1]) : Text.wrap(more, behind, table[index + 1]);
    }

    /** Copies a text that is there. */
    void copy(int[] table, int index, byte[] target, int targetAt) {
        int at = table[index];
        int behind = at - bytes.length;
        if (behind < 0) {
            System.arraycopy(bytes, at, target, targetAt, table[index + 1]);
        } else {
            System.arraycopy(more, behind, target, targetAt, table[index + 1]);
        }
    }

    /** The position and the number of members, never their content. */
    @Override
    public String toString() {
        return "MemberBlock[" + memberCount + " members from " + firstMemberIndex + "]";
    }

    private final class Members extends AbstractList<Member> implements RandomAccess {

        @Override
        public Member get(int index) {
            MemberCursor cursor = cursor();
            cursor.toMember(Objects.checkIndex(index, memberCount));
            return cursor.member();
        }

        @Override
        public int size() {
            return memberCount;
        }
    }
}
