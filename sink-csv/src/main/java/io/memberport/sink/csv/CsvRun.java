package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockEncoder;
import io.memberport.encoding.block.BlockEncoders;
import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.csv.LongLayout;
import io.memberport.encoding.csv.WideColumns;
import io.memberport.encoding.csv.WideLayout;
import io.memberport.error.FileFailure;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.MemberBlock;
import io.memberport.port.CommitReceipt;
import io.memberport.port.Layout;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.file.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One export on its way into one target, from the lock to the commit or to nothing. Used by one thread, but for {@link
 * #prepare}.
 */
final class CsvRun implements SinkRun {

    private final TargetFiles files;
    private final LockFile lock;
    private final CsvFormat format;
    private final String community;
    private final Disk disk;
    private final WideColumns columns;
    private final BlockEncoders<BlockLines> encoders;
    private @Nullable CsvOutput output;
    private long rows;

    private CsvRun(
            TargetFiles files, LockFile lock, CsvFormat format, SinkContext context, Disk disk, WideColumns columns) {
        this.files = files;
        this.lock = lock;
        this.format = format;
        this.community = context.community();
        this.disk = disk;
        this.columns = columns;
        Function<RowBuffer, BlockLines> lines = format.layout() == Layout.WIDE
                ? out -> new WideLayout(columns, format.dialect(), out)
                : LongLayout.ofFile(format.dialect());
        this.encoders = new BlockEncoders<>(
                () -> new BlockEncoder<>(lines, format.compression().compressor()));
    }

    private static WideColumns columns(
            TargetFiles files, ManifestFile manifest, CsvFormat format, SinkContext context) {
        if (format.layout() == Layout.LONG) {
            return WideColumns.assign(List.of(), List.of());
        }
        return WideColumns.assign(context.variables(), manifest.columns(files, context.community()));
    }

    /** Locks the target and starts the new file. If that fails, nothing is left. */
    static CsvRun start(TargetFiles files, ManifestFile manifest, CsvFormat format, SinkContext context, Disk disk)
            throws IOException {
        TargetCheck.require(files, disk);
        LockFile lock = files.claim();
        try {
            // The former manifest is read under the lock: the run that had it before may have written a new one.
            WideColumns columns = columns(files, manifest, format, context);
            CsvRun run = new CsvRun(files, lock, format, context, disk, columns);
            run.startFile();
            return run;
        } catch (IOException | RuntimeException | Error e) {
            MemberportException alsoFailed = Leftovers.discard(files.temporaries(), lock, null);
            if (alsoFailed != null) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void startFile() throws IOException {
        Files.deleteIfExists(files.manifestTemporary());
        CsvOutput started = new CsvOutput(disk, files.dataTemporary(), format.compression());
        try {
            started.start(format.byteOrderMark());
            BlockEncoder<BlockLines> header = encoders.header();
            started.append(header);
            encoders.giveBack(header);
            output = started;
        } finally {
            if (output == null) {
                started.close();
                encoders.close();
            }
        }
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
            open().append(encoded);
        } catch (IOException e) {
            throw FileFailure.ofTarget("write", files.data(), e);
        }
        rows += encoded.rows();
        encoders.giveBack(encoded);
    }

    @Override
    public CommitReceipt commit(ExportMetadata metadata) {
        CsvOutput open = open();
        try {
            open.finish();
            publish(metadata, open);
        } catch (IOException e) {
            throw FileFailure.ofTarget("commit", files.data(), e);
        }
        output = null;
        return new CommitReceipt(rows);
    }

    private void publish(ExportMetadata metadata, CsvOutput finished) throws IOException {
        CsvCommit commit = new CsvCommit(files, lock, disk);
        Manifest.DataFile file = new Manifest.DataFile(
                String.valueOf(files.data().getFileName()),
                finished.sizeBytes(),
                finished.crc32c(),
                commit.prepareData());
        commit.publish(
                Manifest.of(community, metadata, rows, format, file, columns.all()), TargetFailures::manifestMissing);
    }

    private CsvOutput open() {
        return Objects.requireNonNull(output, "committed or closed");
    }

    /** Discards what was not committed and lets others at the target. */
    @Override
    public void close() {
        MemberportException failure = closeOutput();
        encoders.close();
        failure = Leftovers.discard(files.temporaries(), lock, failure);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable MemberportException closeOutput() {
        CsvOutput open = output;
        output = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return TargetFailures.leftover(files.dataTemporary(), e);
            }
        }
        return null;
    }
}
