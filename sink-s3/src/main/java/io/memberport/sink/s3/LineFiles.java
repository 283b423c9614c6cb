package io.memberport.sink.s3;

import io.memberport.encoding.BlockEncoder;
import io.memberport.encoding.BlockEncoders;
import io.memberport.encoding.GzipFrame;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.S3MemberSink.Compression;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Files of lines. Blocks are encoded and compressed while they are prepared. */
final class LineFiles implements ExportFiles {

    private final FileSeries series;
    private final S3Settings settings;
    private final BlockEncoders<DescribedLines> encoders;
    private final CRC32 plainChecksum = new CRC32();
    private @Nullable DataFile open;
    private long plainBytes;

    LineFiles(FileSeries series, S3Settings settings) {
        this.series = series;
        this.settings = settings;
        this.encoders = new BlockEncoders<>(() -> DescribedLines.encoder(settings));
    }

    @Override
    public Prepared prepare(MemberBlock block) {
        return new Encoded(encoders.encode(block));
    }

    private final class Encoded implements Prepared {

        private final BlockEncoder<DescribedLines> block;

        private Encoded(BlockEncoder<DescribedLines> block) {
            this.block = block;
        }

        @Override
        public long append() {
            LineFiles.this.append(block);
            return block.rows();
        }

        @Override
        public List<ProfileVariable> variables() {
            return block.lines().variables();
        }

        @Override
        public void release() {
            encoders.giveBack(block);
        }
    }

    private void append(BlockEncoder<DescribedLines> block) {
        DataFile file = open == null ? start() : open;
        store(file, block);
        file.countRows(block.rows());
        if (plainBytes >= settings.fileBytes()) {
            finish();
        }
    }

    private DataFile start() {
        DataFile file = series.start();
        open = file;
        plainBytes = 0;
        plainChecksum.reset();
        if (settings.compression() == Compression.GZIP) {
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
        if (settings.compression() == Compression.GZIP) {
            plainChecksum.update(plain);
        }
        file.append(encoded.stored());
    }

    @Override
    public void finish() {
        DataFile file = open;
        open = null;
        if (file != null) {
            if (settings.compression() == Compression.GZIP) {
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
}
