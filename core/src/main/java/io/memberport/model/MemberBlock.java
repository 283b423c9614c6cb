package io.memberport.model;

import java.util.List;

/**
 * Consecutive members of an export, handed on together because that is cheaper than one by one. A block holds a few
 * hundred kilobytes of the file, or a single member that is larger than that; it has no meaning beyond that.
 *
 * @param firstMemberIndex the position of the first member in the export, from 0
 * @param members in the order of the file; never empty
 * @param valueCount the number of values in all members together
 * @param unrecognisedFieldCount the number of fields, at any depth, that this version does not know and left out
 *     everywhere but in {@link Member#json()}
 */
public record MemberBlock(long firstMemberIndex, List<Member> members, long valueCount, long unrecognisedFieldCount) {

    public MemberBlock {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a block has at least one member");
        }
    }

    /** The position and the number of members, never their content. */
    @Override
    public String toString() {
        return "MemberBlock[" + members.size() + " members from " + firstMemberIndex + "]";
    }
}
