package io.memberport.sink.s3.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.memberport.encoding.block.BlockCompressor;
import io.memberport.encoding.block.RowBuffer;

/** A frame of Zstandard for each block; RFC 8878 lets a file have any number of them. Used by one thread at a time. */
final class BlockZstd implements BlockCompressor {

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(1).setChecksum(true);
    private final RowBuffer out = new RowBuffer(1024);

    @Override
    public RowBuffer compress(RowBuffer block) {
        out.clear();
        if (block.size() == 0) {
            return out;
        }
        int most = Math.toIntExact(Zstd.compressBound(block.size()));
        out.extend(most);
        out.shrinkTo(context.compressByteArray(out.bytes(), 0, most, block.bytes(), 0, block.size()));
        return out;
    }

    @Override
    public void close() {
        context.close();
    }
}
