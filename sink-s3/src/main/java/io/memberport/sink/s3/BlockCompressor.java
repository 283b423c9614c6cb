package io.memberport.sink.s3;

import com.github.luben.zstd.ZstdCompressCtx;
import io.memberport.encoding.BlockDeflater;
import io.memberport.encoding.RowBuffer;
import io.memberport.sink.s3.S3MemberSink.Compression;

/**
 * Compresses blocks independently of each other, so that several threads can compress one file. Used by one thread at a time.
 */
interface BlockCompressor extends AutoCloseable {

    /** The compressed block, good until the next call; empty for an empty one. */
    RowBuffer compress(RowBuffer block);

    @Override
    void close();

    static BlockCompressor of(Compression compression) {
        return switch (compression) {
            case NONE -> new None();
            case GZIP -> new Gzip();
            case ZSTD -> new Zstd();
        };
    }

    /** Leaves it as it is. */
    final class None implements BlockCompressor {

        @Override
        public RowBuffer compress(RowBuffer block) {
            return block;
        }

        @Override
        public void close() {}
    }

    /** Pieces of one gzip member, whose beginning and end the file adds. */
    final class Gzip implements BlockCompressor {

        private final BlockDeflater deflater = new BlockDeflater();

        @Override
        public RowBuffer compress(RowBuffer block) {
            return deflater.deflate(block);
        }

        @Override
        public void close() {
            deflater.close();
        }
    }

    /** A frame for each block; RFC 8878 lets a file have any number of them. */
    final class Zstd implements BlockCompressor {

        private final ZstdCompressCtx context =
                new ZstdCompressCtx().setLevel(1).setChecksum(true);
        private final RowBuffer out = new RowBuffer(1024);

        @Override
        public RowBuffer compress(RowBuffer block) {
            out.clear();
            if (block.size() == 0) {
                return out;
            }
            int most = Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(block.size()));
            out.extend(most);
            int length = context.compressByteArray(out.bytes(), 0, most, block.bytes(), 0, block.size());
            out.shrinkTo(length);
            return out;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
