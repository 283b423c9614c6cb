package io.memberport.sink.s3.erasure;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.LineFilter;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.format.FileCompression;
import io.memberport.sink.s3.format.LineFile;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of lines, in constant memory.
 *
 * @param filters makes one for each file
 */
record LineFileFilter(Bucket bucket, FileCompression compression, Supplier<LineFilter> filters) implements FileFilter {

    private static final int CHUNK_BYTES = 256 << 10;

    @Override
    public Findings read(Manifest.File file, @Nullable DataFile out) throws IOException {
        LineFilter filter = filters.get();
        try (BlockCompressor compressor = compression.compressor()) {
            LineFile written = out == null ? null : new LineFile(out, compression);
            read(file, filter, rows -> {
                if (written != null) {
                    written.append(rows, compressor);
                }
            });
            if (written != null) {
                written.finish();
            }
        }
        return new Findings(filter.found(), filter.rows());
    }

    /** Gets what stays of a file. */
    @FunctionalInterface
    private interface Kept {
        void take(RowBuffer rows);
    }

    private void read(Manifest.File file, LineFilter filter, Kept kept) throws IOException {
        VerifiedStream stored = new VerifiedStream(bucket, file);
        byte[] chunk = new byte[CHUNK_BYTES];
        RowBuffer rows = new RowBuffer(CHUNK_BYTES);
        try (InputStream plain = compression.plain(stored)) {
            for (int length = plain.read(chunk); length >= 0; length = plain.read(chunk)) {
                filter.read(chunk, length, rows);
                kept.take(rows);
                rows.clear();
            }
            filter.finish(rows);
            kept.take(rows);
            stored.verify();
        }
    }
}
