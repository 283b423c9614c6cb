package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.BlockEncoders;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.GzipFrame;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.store.DataFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Files of lines. Blocks are encoded and compressed while they are prepared. */
public final class LineFiles implements ExportFiles {

    private final FileSeries series;
    private final long fileBytes;
    private final FileCompression compression;
    private final BlockEncoders<DescribedLines> encoders;
    private final CRC32 plainChecksum = new CRC32();
    private @Nullable DataFile open;
    private long plainBytes;

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
            DataFile file = open == null ? start() : open;
            store(file, encoded);
            long rows = encoded.rows();
            file.countRows(rows);
            if (plainBytes >= fileBytes) {
                finish();
            }
            variables.addAll(encoded.lines().variables);
            encoders.giveBack(encoded);
            return rows;
        };
    }

    private DataFile start() {
        DataFile file = series.start();
        open = file;
        plainBytes = 0;
        plainChecksum.reset();
        if (compression == FileCompression.GZIP) {
            file.append(ByteBuffer.wrap(GzipFrame.header()));
        }
        BlockEncoder<DescribedLines> header = encoders.header();
        store(file, header);
        encoders.giveBack(header);
        return file;
    }

    private void store(DataFile file, BlockEncoder<DescribedLines> encoded) {
        ByteBuffer plain = encoded.plain();
        plainBytes += plain.remaining();
        if (compression == FileCompression.GZIP) {
            plainChecksum.update(plain);
        }
        file.append(encoded.stored());
    }

    @Override
    public void finish() {
        DataFile file = open;
        open = null;
        if (file != null) {
            if (compression == FileCompression.GZIP) {
                file.append(ByteBuffer.wrap(GzipFrame.end(plainChecksum, plainBytes)));
            }
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
