package io.memberport.port;

import java.util.List;

/**
 * What was erased from a target, or would be. Names no member.
 *
 * @param exports how many exports of the community the target holds, all of which were looked into; with 0, it is perhaps not the target
 *     that was meant
 * @param members how many of the members the target held
 * @param rows rows, documents or records removed, in whatever unit the target counts
 * @param files files or objects that had them, and were written again or deleted; 0 for a target that has none
 * @param remains what may still show the members and is out of the sink's reach, former versions in a bucket for example; a
 *     sentence each, for people
 */
public record ErasureReceipt(long exports, long members, long rows, long files, List<String> remains) {

    public ErasureReceipt {
        remains = List.copyOf(remains);
    }

    /** Of a target that holds nothing of the community. */
    public static ErasureReceipt ofNoExport() {
        return new ErasureReceipt(0, 0, 0, 0, List.of());
    }
}
