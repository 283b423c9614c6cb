package io.memberport.export;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportStream;

/** How much there was in one block, or in several. */
record BlockCounts(long members, long values, long unrecognisedFields) {

    static final BlockCounts NONE = new BlockCounts(0, 0, 0);

    static BlockCounts of(MemberBlock block) {
        return new BlockCounts(block.memberCount(), block.valueCount(), block.unrecognisedFieldCount());
    }

    BlockCounts plus(BlockCounts other) {
        return new BlockCounts(
                members + other.members, values + other.values, unrecognisedFields + other.unrecognisedFields);
    }

    /** What a stream says of itself, when these are the counts of all its blocks. */
    ExportMetadata metadataOf(ExportStream stream) {
        return stream.metadata(members, values, unrecognisedFields);
    }
}
