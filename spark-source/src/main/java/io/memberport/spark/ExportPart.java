package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportSplit;
import io.memberport.file.SplitStream;
import io.memberport.file.SplitStream.Header;
import java.io.Serial;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one task reads.
 *
 * @param split null if that is all of the file
 * @param header what the driver found around the members; null if it did not look
 */
record ExportPart(
        PinnedFile file,
        @Nullable ExportSplit split,
        @Nullable Header header) implements InputPartition {

    @Serial
    private static final long serialVersionUID = 1;

    /** What to do if it may be the fault of cutting that a file seems to be malformed. */
    static final String IN_ONE_PIECE = "The option splits=off reads it in one piece.";

    ExportPart withHeader(Header found) {
        return new ExportPart(file, split, found);
    }

    SplitStream open(Configuration hadoop, DocumentLimits limits) {
        return split == null
                ? file.inOnePiece(hadoop, limits).openUnhashed()
                : file.inParts(hadoop, limits).open(split);
    }

    /** Whether all fields around the members are known where it ends. */
    boolean isLast() {
        return split == null || split.isLast();
    }

    /** Checks what was found around the members by the task that comes to their end. */
    void requireHeader(Header found) {
        if (header != null && isLast() && !header.equals(found)) {
            throw new MemberportException(
                    FailureKind.MALFORMED_EXPORT,
                    "The " + file.description()
                            + " says something else of the export than it seemed when the job was planned:"
                            + " its batch, or one of its dates. Nothing that was read of it counts. " + IN_ONE_PIECE);
        }
    }
}
