package io.memberport.sink.s3;

import io.memberport.encoding.BlockCompressor;
import io.memberport.encoding.BlockDeflater;
import io.memberport.encoding.BlockEncoder;
import io.memberport.encoding.BlockLines;
import io.memberport.encoding.CsvDialect;
import io.memberport.encoding.CsvLines;
import io.memberport.encoding.LongLayout;
import io.memberport.encoding.PerVariable;
import io.memberport.encoding.RowBuffer;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.model.VariableValues;
import java.util.ArrayList;
import java.util.List;

/** Lines of the format that is asked for, and which variables there are in them. Used by one thread at a time. */
final class DescribedLines implements BlockLines {

    private static final CsvDialect CSV = new CsvDialect(',', false);
    private static final int CAPACITY_BYTES = 512 * 1024;

    /** When a definition was met last. */
    private static final class Mark {

        private long block = -1;
    }

    private final BlockLines lines;
    private final PerVariable<Mark> marks = new PerVariable<>(variable -> new Mark(), mark -> 0, CAPACITY_BYTES);
    private final List<ProfileVariable> variables = new ArrayList<>();
    private long blocks;

    private DescribedLines(BlockLines lines) {
        this.lines = lines;
    }

    /** An encoder of such lines. */
    static BlockEncoder<DescribedLines> encoder(S3Settings settings) {
        return new BlockEncoder<>(out -> new DescribedLines(lines(settings, out)), compressor(settings));
    }

    private static BlockLines lines(S3Settings settings, RowBuffer out) {
        return switch (settings.format()) {
            case JSONL -> new JsonLines(out);
            case CSV -> new CsvLines(new LongLayout(CSV), CSV, out);
        };
    }

    private static BlockCompressor compressor(S3Settings settings) {
        return switch (settings.compression()) {
            case NONE -> BlockCompressor.NONE;
            case GZIP -> new BlockDeflater();
            case ZSTD -> new BlockZstd();
        };
    }

    @Override
    public void writeHeader() {
        variables.clear();
        lines.writeHeader();
    }

    @Override
    public long write(MemberBlock block) {
        findVariables(block);
        return lines.write(block);
    }

    private void findVariables(MemberBlock block) {
        long number = blocks++;
        variables.clear();
        for (Member member : block.members()) {
            marks.startMember();
            for (VariableValues entry : member.variables()) {
                Mark mark = marks.get(entry.variable());
                if (mark.block != number) {
                    mark.block = number;
                    variables.add(entry.variable());
                }
            }
        }
    }

    /**
     * The definitions in the block last written, each once, or now and then twice, in the order in which they first appear.
     * Good until the next one.
     */
    List<ProfileVariable> variables() {
        return variables;
    }
}
