package io.memberport.spark;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.file.DocumentLimits;
import io.memberport.file.SplitStream;
import io.memberport.file.SplitStream.Header;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream.UndecodedMembers;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The members of a part, of the version of the file that the driver found. Used by one thread. */
final class PartMembers implements AutoCloseable {

    private final ExportPart part;
    private final Configuration hadoop;
    private final SplitStream stream;

    private PartMembers(ExportPart part, Configuration hadoop, SplitStream stream) {
        this.part = part;
        this.hadoop = hadoop;
        this.stream = stream;
    }

    static PartMembers open(ExportPart part, Configuration hadoop, DocumentLimits limits) {
        part.file().requireSame(hadoop);
        return new PartMembers(part, hadoop, part.open(hadoop, limits));
    }

    /**
     * Some members, perhaps none.
     *
     * @return null once the part has been read to its end, and all that it proves is proven
     */
    @Nullable MemberBlock next() {
        try {
            UndecodedMembers some = stream.next();
            if (some != null) {
                return some.decode();
            }
        } catch (MemberportException failed) {
            throw explained(failed);
        }
        part.file().requireSame(hadoop);
        part.requireHeader(stream.header());
        return null;
    }

    /** A file that has changed seems to be malformed, and so can one that was cut in a wrong place. */
    private MemberportException explained(MemberportException failed) {
        if (failed.kind() != FailureKind.MALFORMED_EXPORT) {
            return failed;
        }
        part.file().requireSame(hadoop);
        return part.split() == null ? failed : failed.with(ExportPart.IN_ONE_PIECE);
    }

    /** The fields around the members, as far as they are known there. Not before {@link #next} has returned null. */
    Header header() {
        return stream.header();
    }

    @Override
    public void close() {
        stream.close();
    }
}
