package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.BlockEncoders;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files of lines. Blocks are encoded and compressed while they are prepared. */
public final class LineFiles implements ExportFiles {

    private final FileSeries series;
    private final long fileBytes;
    private final FileCompression compression;
    private final BlockEncoders<DescribedLines> encoders;
    private @Nullable LineFile open;

    /**
     * @param fileBytes how long a file becomes, uncompressed, before the next one begins
     * @param lines makes those of the format for a buffer
     */
    public LineFiles(
            FileSeries series, long fileBytes, FileCompression compression, Function<RowBuffer, BlockLines> lines) {
        this.series = series;
        this.fileBytes = fileBytes;
        this.compression = compression;
        this.encoders = new BlockEncoders<>(
                () -> new BlockEncoder<>(out -> new DescribedLines(lines.apply(out)), compression.compressor()));
    }

    @Override
    public Prepared prepare(MemberBlock block) {
        BlockEncoder<DescribedLines> encoded = encoders.encode(block);
        return variables -> {
            LineFile file = open == null ? start() : open;
            file.append(encoded.plain(), encoded.stored());
            long rows = encoded.rows();
            file.countRows(rows);
            if (file.plainBytes() >= fileBytes) {
                finish();
            }
            variables.addAll(encoded.lines().variables);
            encoders.giveBack(encoded);
            return rows;
        };
    }

    private LineFile start() {
        LineFile file = new LineFile(series.start(), compression);
        open = file;
        BlockEncoder<DescribedLines> header = encoders.header();
        file.append(header.plain(), header.stored());
        encoders.giveBack(header);
        return file;
    }

    @Override
    public void finish() {
        LineFile file = open;
        open = null;
        if (file != null) {
            file.finish();
        }
    }

    @Override
    public ValueAdjustments adjustments() {
        return ValueAdjustments.NONE;
    }

    @Override
    public void close() {
        encoders.close();
    }

    /** Lines of a format, and which variables there are in them. */
    private static final class DescribedLines implements BlockLines {

        private final BlockLines lines;
        private final BlockVariables survey = new BlockVariables();
        private List<ProfileVariable> variables = List.of();

        DescribedLines(BlockLines lines) {
            this.lines = lines;
        }

        @Override
        public void writeHeader() {
            lines.writeHeader();
        }

        @Override
        public long write(MemberBlock block) {
            variables = survey.in(block);
            return lines.write(block);
        }
    }
}
