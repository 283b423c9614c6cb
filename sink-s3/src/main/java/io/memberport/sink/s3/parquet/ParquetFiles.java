package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.catalog.TypedColumns;
import io.memberport.sink.s3.format.BlockVariables;
import io.memberport.sink.s3.format.ExportFiles;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.format.FileSeries;
import io.memberport.sink.s3.refusal.StoreFailures;
import io.memberport.sink.s3.store.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Files of Parquet. Their columns depend on all rows before, so that only the order of blocks lets them be written. */
public final class ParquetFiles implements ExportFiles {

    /** What describes a page is held until its file ends. */
    private static final int MOST_PAGES = 8_000;

    private final FileSeries series;
    private final long fileBytes;
    private final InvalidValuePolicy policy;
    private final ParquetRows rows;
    private final boolean areVariablesKnown;
    private final ParquetCodec codec;
    private final BlockVariables survey = new BlockVariables();
    private @Nullable Open open;

    /**
     * The file that is being written.
     *
     * @param plainBytesBefore what the codec had got when it began
     * @param pagesBefore the same in pages
     */
    private record Open(DataFile upload, ParquetWriter<ParquetRow> writer, long plainBytesBefore, long pagesBefore) {}

    /**
     * @param fileBytes how long a file becomes, uncompressed, before the next one begins
     * @param replacesInvalid whether null takes the place of values that Parquet cannot hold
     * @param columns which variable has which column; null if the layout is another than wide
     */
    public ParquetFiles(
            FileSeries series,
            long fileBytes,
            FileCompression compression,
            boolean replacesInvalid,
            @Nullable TypedColumns columns) {
        this.series = series;
        this.fileBytes = fileBytes;
        this.policy = new InvalidValuePolicy(
                replacesInvalid, "a Parquet file", columns == null ? "the format jsonl or csv" : "the layout long");
        this.rows = columns == null ? new ParquetLongRows(policy) : new ParquetWideRows(columns, policy);
        this.areVariablesKnown = columns != null;
        this.codec = new ParquetCodec(compression);
    }

    @Override
    public Prepared prepare(MemberBlock block) {
        return variables -> {
            long count = append(block);
            if (!areVariablesKnown) {
                variables.addAll(survey.in(block));
            }
            return count;
        };
    }

    private long append(MemberBlock block) {
        try {
            Open file = open == null ? start() : open;
            long count = 0;
            MemberCursor at = block.cursor();
            while (at.nextMember()) {
                count += write(at, file);
            }
            file.upload().countRows(count);
            if (isLongEnough(file)) {
                finish();
            }
            return count;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private long write(MemberCursor at, Open file) throws IOException {
        try {
            return rows.write(at, file.writer()::write);
        } catch (RefusedValueException refused) {
            throw refused.atMember(at.memberIndex(), at.byteOffset());
        }
    }

    /** Uploads fail in other ways. Parquet's writer uses channels, which do not write when the thread is interrupted. */
    private RuntimeException failed(IOException e) {
        return e instanceof ClosedByInterruptException
                ? StoreFailures.interrupted("write to", series.target())
                : new UncheckedIOException(e);
    }

    private Open start() throws IOException {
        DataFile upload = series.start();
        Open file =
                new Open(upload, ParquetRowWriter.to(upload, rows.schema(), codec), codec.plainBytes(), codec.pages());
        open = file;
        return file;
    }

    /** Measured in complete pages; a file without any is as long as what is held for it. */
    private boolean isLongEnough(Open file) {
        long plainBytes = Math.max(
                codec.plainBytes() - file.plainBytesBefore(), file.writer().getDataSize());
        return plainBytes >= fileBytes || codec.pages() - file.pagesBefore() >= MOST_PAGES;
    }

    @Override
    public void finish() {
        Open file = open;
        open = null;
        if (file != null) {
            try {
                file.writer().close();
            } catch (IOException e) {
                throw failed(e);
            }
            file.upload().finish();
        }
    }

    @Override
    public ValueAdjustments adjustments() {
        return policy.adjustments();
    }

    /** A writer that is open is left alone: to close it would write the end of a file that is discarded. */
    @Override
    public void close() {
        codec.close();
    }
}
