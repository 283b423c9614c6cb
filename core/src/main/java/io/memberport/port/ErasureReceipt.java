package io.memberport.port;

import java.util.List;

/**
 * What was erased from a target, or would be. Names no member.
 *
 * @param members how many of the ids the target held
 * @param rows rows, documents or records removed, in whatever unit the target counts
 * @param files files or objects that had them, and were written again or deleted; 0 for a target that has none
 * @param remains what may still show the members and is out of the sink's reach, former versions in a bucket for example; a
 *     sentence each, for people
 */
public record ErasureReceipt(long members, long rows, long files, List<String> remains) {

    public ErasureReceipt {
        remains = List.copyOf(remains);
    }

    /** Of a target that holds none of the members. */
    public static ErasureReceipt nothing(List<String> remains) {
        return new ErasureReceipt(0, 0, 0, remains);
    }
}
