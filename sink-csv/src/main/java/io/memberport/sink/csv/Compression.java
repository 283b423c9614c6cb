package io.memberport.sink.csv;

import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.BlockDeflater;
import java.nio.file.Path;
import java.util.Locale;

/** How the file is compressed, which its name decides. */
enum Compression {
    NONE,
    GZIP;

    static Compression ofFile(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? GZIP : NONE;
    }

    /** One for each thread. */
    BlockCompressor compressor() {
        return switch (this) {
            case NONE -> BlockCompressor.NONE;
            case GZIP -> new BlockDeflater();
        };
    }
}
