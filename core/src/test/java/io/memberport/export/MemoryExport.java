package io.memberport.export;

import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import io.memberport.port.ExportFileSource;
import io.memberport.port.ExportStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An export in memory, one member to a block: {@code member-0}, {@code member-1} and so on, each with a variable of its
 * own and one they share. What should happen at a block or at the end of the file is set from outside.
 */
final class MemoryExport implements ExportFileSource {

    static final String BATCH = "batch-1";
    static final Instant DATE = Instant.parse("2026-03-01T02:00:00Z");

    private final int blocks;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private int blocksRead;

    @Nullable String batchId = BATCH;

    /** What the file says before its members. */
    @Nullable String headBatchId = null;

    /** Whether it says before its members what it is an export of. */
    boolean saysSinceFirst;

    /** The start of an incremental export. */
    @Nullable Instant since = null;

    boolean rereadable = true;
    long blockBytes = 100;
    String content = "content";

    /** Where the transfer was resumed; may be set while it is read. */
    volatile long resumedAtByte = -1;

    IntConsumer onOpen = pass -> {};
    Runnable onHead = () -> {};
    IntConsumer onRead = block -> {};
    IntConsumer onDecode = block -> {};
    Runnable onEnd = () -> {};
    Runnable onCloseStream = () -> {};
    Runnable onSpool = () -> {};

    private MemoryExport(int blocks) {
        this.blocks = blocks;
    }

    static MemoryExport of(int blocks) {
        return new MemoryExport(blocks);
    }

    /** Names of the calls to this source and its copy, in order; {@code close} is that of the copy. */
    List<String> calls() {
        return calls;
    }

    synchronized int blocksRead() {
        return blocksRead;
    }

    private synchronized void countBlockRead() {
        blocksRead++;
        notifyAll();
    }

    /** Waits until so many blocks have been read, in all passes together; all there are, if that is less. */
    synchronized void awaitBlocksRead(int atLeast) throws InterruptedException {
        while (blocksRead < Math.min(atLeast, blocks)) {
            wait();
        }
    }

    List<String> memberIds() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            ids.add("member-" + i);
        }
        return ids;
    }

    @Override
    public String description() {
        return "test export";
    }

    @Override
    public ExportStream open() {
        calls.add("open");
        onOpen.accept((int) calls.stream().filter("open"::equals).count());
        return new Pass();
    }

    @Override
    public boolean isRereadable() {
        return rereadable;
    }

    @Override
    public ExportFileSource spool(Path directory, TransferProgress progress) {
        calls.add("spool " + directory);
        onSpool.run();
        progress.transferred(10, -1);
        progress.resumed(10, -1);
        return new Copy();
    }

    @Override
    public void close() {
        calls.add("close original");
    }

    static MemberBlock block(int index) {
        List<VariableValues> variables = List.of(values(variable("shared")), values(variable("variable-" + index)));
        Member member = new Member(Text.of("member-" + index), variables, Text.of("{}"));
        return MemberBlock.of(index, List.of(member), 1);
    }

    static ProfileVariable variable(String id) {
        return ProfileVariable.of(id, id, "string", Sensitivity.NOT_SENSITIVE);
    }

    private static VariableValues values(ProfileVariable variable) {
        return new VariableValues(variable, List.of(new Value(Value.Kind.STRING, Text.of("x"), null)), null);
    }

    private final class Pass implements ExportStream {

        private int next;
        private boolean ended;
        private volatile boolean closed;

        @Override
        public Head head() {
            onHead.run();
            return ended ? new Head(batchId, since, DATE) : new Head(headBatchId, saysSinceFirst ? since : null, DATE);
        }

        @Override
        public @Nullable UndecodedMembers next() {
            if (next == blocks) {
                onEnd.run();
                ended = true;
                return null;
            }
            int block = next++;
            onRead.accept(block);
            countBlockRead();
            return new UndecodedMembers() {
                @Override
                public long sizeBytes() {
                    return blockBytes;
                }

                @Override
                public MemberBlock decode() {
                    onDecode.accept(block);
                    return block(block);
                }
            };
        }

        @Override
        public ExportMetadata metadata(long members, long values, long unrecognisedFields) {
            if (!ended || closed) {
                throw new IllegalStateException("metadata belongs between the end and close");
            }
            return new ExportMetadata(batchId, since, DATE, null, content, 1000, members, values, unrecognisedFields);
        }

        @Override
        public long contentChecksum() {
            return content.hashCode();
        }

        @Override
        public long transferredBytes() {
            return 100L * blocksRead();
        }

        @Override
        public long expectedBytes() {
            return 100L * blocks;
        }

        @Override
        public long resumedAtByte() {
            return resumedAtByte;
        }

        @Override
        public void close() {
            closed = true;
            calls.add("close stream");
            onCloseStream.run();
        }
    }

    private final class Copy implements ExportFileSource {

        @Override
        public String description() {
            return "copy of the test export";
        }

        @Override
        public ExportStream open() {
            return MemoryExport.this.open();
        }

        @Override
        public boolean isRereadable() {
            return true;
        }

        @Override
        public ExportFileSource spool(Path directory, TransferProgress progress) {
            throw new AssertionError("a copy needs no copy");
        }

        @Override
        public void close() {
            calls.add("close copy");
        }
    }
}
