package io.memberport.sink.s3;

import io.memberport.encoding.BlockEncoder;
import io.memberport.encoding.BlockEncoders;
import io.memberport.encoding.GzipFrame;
import io.memberport.sink.s3.S3MemberSink.Compression;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The files of one export, one after the other: the next one begins where the one before is long enough. Used by one thread. */
final class FileSequence {

    private final Bucket bucket;
    private final PartUploads uploads;
    private final BlockEncoders<DescribedLines> encoders;
    private final ExportFolder folder;
    private final S3Settings settings;
    private final String run;
    private final List<DataFile> files = new ArrayList<>();
    private final CRC32 plainChecksum = new CRC32();
    private @Nullable DataFile open;
    private long plainBytes;

    FileSequence(
            Bucket bucket,
            PartUploads uploads,
            BlockEncoders<DescribedLines> encoders,
            ExportFolder folder,
            S3Settings settings,
            String run) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.encoders = encoders;
        this.folder = folder;
        this.settings = settings;
        this.run = run;
    }

    /** Appends a block. */
    void append(BlockEncoder<DescribedLines> block) {
        DataFile file = open == null ? start() : open;
        store(file, block);
        file.countRows(block.rows());
        if (plainBytes >= settings.fileBytes()) {
            finish();
        }
    }

    private DataFile start() {
        DataFile file = DataFile.start(bucket, uploads, folder.file(files.size(), run, settings.extension()), run);
        files.add(file);
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

    /** Ends the last file, if there is one. */
    void finish() {
        DataFile file = open;
        open = null;
        if (file != null) {
            if (settings.compression() == Compression.GZIP) {
                file.append(ByteBuffer.wrap(GzipFrame.end(plainChecksum, plainBytes)));
            }
            file.finish();
        }
    }

    /** All that have begun, in order. */
    List<DataFile> files() {
        return List.copyOf(files);
    }
}
