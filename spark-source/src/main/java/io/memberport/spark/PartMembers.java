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
            part.file().requireSame(hadoop);
            throw failed.kind() == FailureKind.MALFORMED_EXPORT
                    ? failed.with(part.whatToDo().strip())
                    : failed;
        }
        part.file().requireSame(hadoop);
        part.requireHeader(stream.header());
        return null;
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
