package io.memberport.sink.s3.parquet;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.encoding.column.TypedColumns;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.port.ValueAdjustments;
import io.memberport.sink.s3.format.BlockVariables;
import io.memberport.sink.s3.format.ExportFiles;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.format.FileSeries;
import io.memberport.sink.s3.refusal.StoreFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files of Parquet. Blocks become columns while they are prepared; how a column is encoded depends on all rows before, so that
 * only the order of blocks lets it be.
 */
public final class ParquetFiles implements ExportFiles {

    /** What describes a page is held until its file ends. */
    private static final int MOST_PAGES = 8_000;

    private final FileSeries series;
    private final long fileBytes;
    private final InvalidValuePolicy policy;
    private final Supplier<ParquetRows> rows;
    private final boolean areVariablesKnown;
    private final ParquetCodec codec;
    private final PageMemory memory = new PageMemory();
    private final Queue<BlockColumns> idle = new ConcurrentLinkedQueue<>();
    private @Nullable ParquetFile open;

    /** What makes columns of one block at a time, and holds them until the next one. */
    private record BlockColumns(ParquetRows rows, RowBatch batch, BlockVariables survey) {

        static BlockColumns of(ParquetRows rows) {
            return new BlockColumns(rows, new RowBatch(rows.schema()), new BlockVariables());
        }

        void fill(MemberBlock block) {
            batch.clear();
            MemberCursor at = block.cursor();
            while (at.nextMember()) {
                try {
                    rows.write(at, batch);
                } catch (RefusedValueException refused) {
                    throw refused.atMember(at.memberIndex(), at.byteOffset());
                }
            }
        }
    }

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
        this.rows = () -> columns == null ? new ParquetLongRows(policy) : new ParquetWideRows(columns, policy);
        this.areVariablesKnown = columns != null;
        this.codec = new ParquetCodec(compression);
    }

    @Override
    public Prepared prepare(MemberBlock block) {
        BlockColumns used = idle.poll();
        BlockColumns columns = used == null ? BlockColumns.of(rows.get()) : used;
        columns.fill(block);
        var found = areVariablesKnown ? null : columns.survey().in(block);
        return variables -> {
            append(columns.batch());
            if (found != null) {
                variables.addAll(found);
            }
            int count = columns.batch().rows();
            if (columns.batch().isOrdinary()) {
                idle.add(columns);
            }
            return count;
        };
    }

    private void append(RowBatch batch) {
        try {
            ParquetFile file = open == null ? start(batch) : open;
            file.append(batch);
            if (file.plainBytes() >= fileBytes || file.pages() >= MOST_PAGES) {
                finish();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Uploads fail in other ways. Parquet's writer uses channels, which do not write when the thread is interrupted. */
    private RuntimeException failed(IOException e) {
        return e instanceof ClosedByInterruptException
                ? StoreFailures.interrupted("write to", series.target())
                : new UncheckedIOException(e);
    }

    private ParquetFile start(RowBatch first) throws IOException {
        ParquetFile file = new ParquetFile(series.start(), first.schema(), codec, memory);
        open = file;
        return file;
    }

    @Override
    public void finish() {
        ParquetFile file = open;
        open = null;
        if (file != null) {
            try {
                file.finish();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public ValueAdjustments adjustments() {
        return policy.adjustments();
    }

    /** A file that is open is left alone: to close it would write the end of a file that is discarded. */
    @Override
    public void close() {
        codec.close();
    }
}
