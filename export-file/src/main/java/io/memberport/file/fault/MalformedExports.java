package io.memberport.file.fault;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one file, or of a part of it.
 *
 * @param description what to call it
 * @param members what members are counted in, for messages
 * @param advice what it means and what to do if what stands there is wrong
 */
public record MalformedExports(String description, String members, String advice) {

    private static final String NOTHING_WRITTEN = "Nothing was written; ";

    /** Of a file that is read from its beginning. */
    public static MalformedExports of(String description) {
        return new MalformedExports(
                description,
                "",
                NOTHING_WRITTEN + "download the export again, and if that does not help, start a new one.");
    }

    /** Of a part of a file, from one byte on where a member seems to begin up to another one. */
    public static MalformedExports ofPart(String description, long from, long to) {
        return new MalformedExports(
                description + ", read from byte " + from + " to byte " + to + ",",
                " of this part",
                "Read it in one piece: that succeeds, or says what is wrong with it.");
    }

    /** At a byte of the uncompressed JSON, in or before a member. */
    public MemberportException at(long byteOffset, long memberIndex, String what) {
        return at(byteOffset, memberIndex, what, advice).build();
    }

    /** At a byte of the uncompressed JSON, in or before a member: more than a limit, which can be raised. */
    public MemberportException beyond(long byteOffset, long memberIndex, String what, Remedy remedy) {
        return at(byteOffset, memberIndex, what, NOTHING_WRITTEN + "if it is correct, raise that limit.")
                .remedy(remedy)
                .build();
    }

    /** No export at all, but something else. */
    public MemberportException foreign(ForeignFormat format) {
        return at(0, 0, "this is " + format.words(), NOTHING_WRITTEN + "give the export itself: JSON, or JSON in gzip.")
                .build();
    }

    private MemberportException.Builder at(long byteOffset, long memberIndex, String what, String then) {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + description + " is malformed at byte " + byteOffset + ", at member " + memberIndex
                                + members + " (counted from 0): " + what + ". " + then)
                .byteOffset(byteOffset)
                .memberIndex(memberIndex);
    }

    /** The transfer itself says that bytes are missing or damaged, and what to do; adds how far the document was read. */
    public MemberportException incomplete(
            MemberportException transfer, @Nullable String batchId, long byteOffset, long memberIndex) {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        transfer.getMessage() + " It was read up to byte " + byteOffset
                                + " of the JSON, in or before member " + memberIndex
                                + " (counted from 0). Nothing was written.")
                .cause(transfer)
                .batchId(transfer.batchId().orElse(batchId))
                .byteOffset(byteOffset)
                .memberIndex(memberIndex)
                .restartable(transfer.isRestartable())
                .remedy(transfer.remedy().orElse(null))
                .build();
    }
}
