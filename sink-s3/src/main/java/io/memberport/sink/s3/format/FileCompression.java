package io.memberport.sink.s3.format;

import com.github.luben.zstd.ZstdInputStream;
import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.deflate.FastDeflater;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How data files are compressed: lines as a whole, Parquet page by page. */
public enum FileCompression {
    GZIP(".gz"),
    ZSTD(".zst"),
    NONE("");

    private static final int STEP_BYTES = 64 << 10;

    private final String extension;

    FileCompression(String extension) {
        this.extension = extension;
    }

    /** Compresses pieces; held memory is given back when it is closed. */
    public BlockCompressor compressor() {
        return switch (this) {
            case NONE -> BlockCompressor.NONE;
            case GZIP -> new FastDeflater();
            case ZSTD -> new BlockZstd();
        };
    }

    /** Reads what {@link LineFiles} have compressed. */
    public InputStream plain(InputStream stored) throws IOException {
        return switch (this) {
            case NONE -> stored;
            case GZIP -> new GZIPInputStream(stored, STEP_BYTES);
            case ZSTD -> new ZstdInputStream(stored);
        };
    }

    /** What names of files of lines end in. */
    public String extension() {
        return extension;
    }

    /** What stands before the ending of a format whose pages are compressed, by the custom of engines that write it. */
    public String extensionOfPages() {
        return this == ZSTD ? ".zstd" : extension;
    }
}
