package io.memberport.testkit;

import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link TestExport} as a file that can be read any number of times. */
record TestFile(TestExport export, Hook hook) implements ExportFileSource {

    /** Something that happens while the file is read. */
    @FunctionalInterface
    interface Hook {

        /**
         * Before a block is read, and before the end is found.
         *
         * @param blocksRead number of blocks read so far
         */
        void reading(int blocksRead);
    }

    @Override
    public String description() {
        return "test export";
    }

    @Override
    public ExportStream open() {
        return new Pass(export.blocks(), export.metadata());
    }

    @Override
    public boolean isRereadable() {
        return true;
    }

    @Override
    public ExportFileSource spool(Path directory, TransferProgress progress) {
        throw new IllegalStateException("is in memory already");
    }

    @Override
    public void close() {}

    private final class Pass implements ExportStream {

        private final List<MemberBlock> blocks;
        private final ExportMetadata metadata;
        private volatile int read;

        Pass(List<MemberBlock> blocks, ExportMetadata metadata) {
            this.blocks = blocks;
            this.metadata = metadata;
        }

        @Override
        public Head head() {
            return new Head(metadata.batchId(), metadata.sinceDatetime(), metadata.exportDate());
        }

        @Override
        public @Nullable UndecodedMembers next() {
            int index = read;
            hook.reading(index);
            if (index == blocks.size()) {
                return null;
            }
            read = index + 1;
            return new Undecoded(blocks.get(index));
        }

        @Override
        public ExportMetadata metadata(long members, long values, long unrecognisedFields) {
            return metadata;
        }

        @Override
        public long contentChecksum() {
            return metadata.contentSha256().hashCode();
        }

        @Override
        public long transferredBytes() {
            return blocks.isEmpty() ? metadata.contentBytes() : metadata.contentBytes() * read / blocks.size();
        }

        @Override
        public long expectedBytes() {
            return metadata.contentBytes();
        }

        @Override
        public void close() {}
    }

    private record Undecoded(MemberBlock block) implements ExportStream.UndecodedMembers {

        @Override
        public long sizeBytes() {
            return block.members().stream()
                    .mapToLong(member -> member.json().length())
                    .sum();
        }

        @Override
        public MemberBlock decode() {
            return block;
        }
    }
}
