package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.BlockEncoders;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.csv.LongLayout;
import io.memberport.encoding.csv.WideColumn;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.csv.WideLayout;
import io.memberport.encoding.file.FileReplacement;
import io.memberport.error.FileFailure;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.Layout;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * One export on its way into one target, from the lock to the commit or to nothing. Used by one thread, but for {@link
 * #prepare}.
 */
final class CsvRun implements SinkRun {

    private final FileReplacement replacement;
    private final CsvFormat format;
    private final String community;
    private final WideColumns columns;
    private final BlockEncoders<BlockLines> encoders;
    private final CsvOutput output;
    private long rows;

    private CsvRun(FileReplacement replacement, CsvFormat format, SinkContext context, WideColumns columns) {
        this.replacement = replacement;
        this.format = format;
        this.community = context.community();
        this.columns = columns;
        Function<RowBuffer, BlockLines> lines = format.layout() == Layout.WIDE
                ? out -> new WideLayout(columns, format.dialect(), out)
                : LongLayout.ofFile(format.dialect());
        this.encoders = new BlockEncoders<>(
                () -> new BlockEncoder<>(lines, format.compression().compressor()));
        this.output = new CsvOutput(replacement.file(), format.compression());
    }

    /**
     * Starts the new file. If that fails, the caller discards it.
     *
     * @param former the columns of the file that is there
     */
    static CsvRun start(FileReplacement replacement, CsvFormat format, SinkContext context, List<WideColumn> former)
            throws IOException {
        WideColumns columns = format.layout() == Layout.WIDE
                ? WideColumns.assign(context.variables(), former)
                : WideColumns.assign(List.of(), List.of());
        CsvRun run = new CsvRun(replacement, format, context, columns);
        try {
            run.startFile();
            return run;
        } catch (IOException | RuntimeException | Error e) {
            run.encoders.close();
            throw e;
        }
    }

    private void startFile() throws IOException {
        output.start(format.byteOrderMark());
        BlockEncoder<BlockLines> header = encoders.header();
        output.append(header);
        encoders.giveBack(header);
    }

    @Override
    public PreparedWrite prepare(MemberBlock block) {
        BlockEncoder<BlockLines> encoded = encoders.encode(block);
        return () -> write(encoded);
    }

    @Override
    public void write(MemberBlock block) {
        prepare(block).write();
    }

    private void write(BlockEncoder<BlockLines> encoded) {
        try {
            output.append(encoded);
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", replacement.files().data(), e);
        }
        rows += encoded.rows();
        encoders.giveBack(encoded);
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        try {
            output.finish();
            replacement.commit(file -> Manifest.of(community, metadata, rows, format, file, columns.all()));
        } catch (IOException e) {
            throw FileFailure.ofTarget("commit", replacement.files().data(), e);
        }
        return new CommitReceipt(rows);
    }

    /** Discards what was not committed and lets others at the target. */
    @Override
    public void close() {
        encoders.close();
        replacement.close();
    }
}
