package io.memberport.file;

import io.memberport.file.json.NotCommonFormException;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import java.util.List;

/** Decodes members, for one pass over a document. Used by many threads. */
final class MemberDecoder {

    private final VariableDictionary dictionary = new VariableDictionary();
    private final MemberParser parser;

    MemberDecoder(MalformedExports malformed, DocumentLimits limits) {
        this.parser = new MemberParser(malformed, limits, dictionary);
    }

    /**
     * Decodes members that lie one after the other.
     *
     * @param bytes not changed by anybody any more, as texts of the members refer to them
     * @param bounds start and end of each member
     * @param offset position in the document of {@code bytes[0]}
     * @param firstIndex index of the first member
     */
    MemberBlock decode(byte[] bytes, int[] bounds, long offset, long firstIndex) {
        Member[] members = new Member[bounds.length / 2];
        DecodedCounts counts = new DecodedCounts();
        MemberScanner scanner = new MemberScanner(bytes, offset, dictionary);
        for (int i = 0; i < members.length; i++) {
            int start = bounds[2 * i];
            int end = bounds[2 * i + 1];
            try {
                members[i] = scanner.scan(start, end, counts);
            } catch (NotCommonFormException form) {
                members[i] = parser.parse(bytes, start, end, offset, firstIndex + i, counts);
            }
        }
        return new MemberBlock(firstIndex, List.of(members), counts.values, counts.unrecognisedFields);
    }

    /** What decoding counts beside the members. */
    static final class DecodedCounts {
        long values;
        long unrecognisedFields;
    }
}
