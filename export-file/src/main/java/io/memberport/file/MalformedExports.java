package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import org.jspecify.annotations.Nullable;

/** Words for what is wrong with a file: which file, where, and never what stands there. */
record MalformedExports(String description) {

    /** At a byte of the uncompressed JSON, in or before a member. */
    MemberportException at(long byteOffset, long memberIndex, String what) {
        String advice = "download the export again, and if that does not help, start a new one.";
        return at(byteOffset, memberIndex, what, advice).build();
    }

    /** At a byte of the uncompressed JSON, in or before a member: more than a limit, which can be raised. */
    MemberportException beyond(long byteOffset, long memberIndex, String what, Remedy remedy) {
        return at(byteOffset, memberIndex, what, "if it is correct, raise that limit.")
                .remedy(remedy)
                .build();
    }

    /** No export at all, but something else. */
    MemberportException foreign(ForeignFormat format) {
        return at(0, 0, "this is " + format.words(), "give the export itself: JSON, or JSON in gzip.")
                .build();
    }

    private MemberportException.Builder at(long byteOffset, long memberIndex, String what, String advice) {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + description + " is malformed at byte " + byteOffset + ", at member " + memberIndex
                                + " (counted from 0): " + what + ". Nothing was written; " + advice)
                .byteOffset(byteOffset)
                .memberIndex(memberIndex);
    }

    /** The transfer itself says that bytes are missing or damaged, and what to do; adds how far the document was read. */
    MemberportException incomplete(
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
