package io.memberport.sink.s3;

import io.memberport.encoding.InvalidValuePolicy;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.sink.s3.S3MemberSink.InvalidValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Files of Parquet. Their columns depend on all rows before, so that only the order of blocks lets them be written. */
final class ParquetFiles implements ExportFiles {

    private final FileSeries series;
    private final S3Settings settings;
    private final InvalidValuePolicy policy;
    private final ParquetRows rows;
    private final ParquetCodec codec;
    private final BlockVariables survey = new BlockVariables();
    private @Nullable DataFile file;
    private @Nullable ParquetWriter<ParquetRow> writer;
    private long plainBytesBefore;

    ParquetFiles(FileSeries series, S3Settings settings) {
        this.series = series;
        this.settings = settings;
        this.policy = new InvalidValuePolicy(
                settings.invalidValues() == InvalidValues.REPLACE, "a Parquet file", "the format jsonl or csv");
        this.rows = new ParquetLongRows(policy);
        this.codec = new ParquetCodec(settings.compression());
    }

    @Override
    public Prepared prepare(MemberBlock block) {
        return new Prepared() {

            @Override
            public long append() {
                return ParquetFiles.this.append(block);
            }

            @Override
            public List<ProfileVariable> variables() {
                return survey.in(block);
            }

            @Override
            public void release() {}
        };
    }

    private long append(MemberBlock block) {
        try {
            ParquetWriter<ParquetRow> open = writer == null ? start() : writer;
            long count = 0;
            for (Member member : block.members()) {
                count += rows.write(member, open::write);
            }
            openFile().countRows(count);
            if (isLongEnough(open)) {
                finish();
            }
            return count;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Uploads fail in other ways. Parquet's writer uses channels, which do not write when the thread is interrupted. */
    private RuntimeException failed(IOException e) {
        return e instanceof ClosedByInterruptException
                ? S3Failures.interrupted("write to", series.target())
                : new UncheckedIOException(e);
    }

    private ParquetWriter<ParquetRow> start() throws IOException {
        DataFile next = series.start();
        file = next;
        plainBytesBefore = codec.plainBytes();
        ParquetWriter<ParquetRow> open = ParquetRowWriter.to(next, rows.schema(), codec);
        writer = open;
        return open;
    }

    /** Measured in complete pages; a file without any is as long as what is held for it. */
    private boolean isLongEnough(ParquetWriter<ParquetRow> open) {
        return Math.max(codec.plainBytes() - plainBytesBefore, open.getDataSize()) >= settings.fileBytes();
    }

    private DataFile openFile() {
        DataFile open = file;
        if (open == null) {
            throw new IllegalStateException("no file has been started");
        }
        return open;
    }

    @Override
    public void finish() {
        ParquetWriter<ParquetRow> open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw failed(e);
            }
            openFile().finish();
        }
    }

    @Override
    public long replacedValues() {
        return policy.replacedCount();
    }

    /** A writer that is open is left alone: to close it would write the end of a file that nobody wants. */
    @Override
    public void close() {
        codec.close();
    }
}
