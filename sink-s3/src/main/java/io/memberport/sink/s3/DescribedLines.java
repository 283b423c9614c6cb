package io.memberport.sink.s3;

import io.memberport.encoding.BlockEncoder;
import io.memberport.encoding.BlockLines;
import io.memberport.encoding.CsvDialect;
import io.memberport.encoding.CsvLines;
import io.memberport.encoding.LongLayout;
import io.memberport.encoding.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.sink.s3.S3MemberSink.Format;
import java.util.List;

/** Lines of the format that is asked for, and which variables there are in them. Used by one thread at a time. */
final class DescribedLines implements BlockLines {

    private static final CsvDialect CSV = new CsvDialect(',', false);

    private final BlockLines lines;
    private final BlockVariables survey = new BlockVariables();
    private List<ProfileVariable> variables = List.of();

    private DescribedLines(BlockLines lines) {
        this.lines = lines;
    }

    /** An encoder of such lines. */
    static BlockEncoder<DescribedLines> encoder(S3Settings settings) {
        return new BlockEncoder<>(
                out -> new DescribedLines(lines(settings, out)),
                settings.compression().compressor());
    }

    private static BlockLines lines(S3Settings settings, RowBuffer out) {
        return settings.format() == Format.CSV ? new CsvLines(new LongLayout(CSV), CSV, out) : new JsonLines(out);
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
