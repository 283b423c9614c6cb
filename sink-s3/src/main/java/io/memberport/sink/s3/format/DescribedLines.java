package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockLines;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import java.util.List;

/** Lines of a format, and which variables there are in them. Used by one thread at a time. */
final class DescribedLines implements BlockLines {

    private final BlockLines lines;
    private final BlockVariables survey = new BlockVariables();
    private List<ProfileVariable> variables = List.of();

    DescribedLines(BlockLines lines) {
        this.lines = lines;
    }

    @Override
    public void writeHeader() {
        variables = List.of();
        lines.writeHeader();
    }

    @Override
    public long write(MemberBlock block) {
        variables = survey.in(block);
        return lines.write(block);
    }

    /** Those of the block last written, as {@link BlockVariables} finds them. Good until the next one. */
    List<ProfileVariable> variables() {
        return variables;
    }
}
