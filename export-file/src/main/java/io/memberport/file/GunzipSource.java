package io.memberport.file;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Uncompresses gzip (RFC 1952) strictly: every member of a multi-member stream, each checked to its trailer, and nothing
 * after the last one. The JDK's own stream ends silently before a later member whose first byte has not arrived yet. Ends
 * what unpacks to more than anybody packs, as a gzip bomb does, while it unpacks.
 */
final class GunzipSource implements ByteSource {

    static final byte MAGIC_0 = 0x1f;
    static final byte MAGIC_1 = (byte) 0x8b;

    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;
    private static final int BUFFER_BYTES = 64 << 10;

    /** So little does no harm, and some files begin with what compresses well. */
    private static final long UNJUDGED_BYTES = 1 << 20;

    private final ByteSource source;
    private final String description;
    private final long mostRatio;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[BUFFER_BYTES];
    private int at;
    private int limit;
    /** Compressed bytes up to {@code limit}, in all members. */
    private long taken;
    /** Uncompressed bytes so far, in all members. */
    private long given;

    private boolean inMember;
    private boolean closed;

    /**
     * Uncompresses a source.
     *
     * @param begun the first bytes, already read from {@code source}
     * @param mostRatio bytes that a compressed one may become
     */
    GunzipSource(ByteSource source, byte[] begun, String description, int mostRatio) {
        this.source = source;
        this.description = description;
        this.mostRatio = mostRatio;
        System.arraycopy(begun, 0, input, 0, begun.length);
        limit = begun.length;
        taken = limit;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        while (!closed) {
            if (!inMember) {
                if (!hasInput()) {
                    return -1;
                }
                header();
            }
            int read = inflate(target, offset, length);
            if (read > 0) {
                crc.update(target, offset, read);
                given += read;
                if (given - UNJUDGED_BYTES > mostRatio * (taken - inflater.getRemaining())) {
                    throw bombSuspected();
                }
                return read;
            }
            if (inflater.finished()) {
                trailer();
            } else if (inflater.needsDictionary()) {
                throw damaged("its compressed data is damaged");
            } else if (hasInput()) {
                inflater.setInput(input, at, limit - at);
                at = limit;
            } else {
                throw damaged("it ends early");
            }
        }
        throw damaged("it was closed");
    }

    private int inflate(byte[] target, int offset, int length) {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException bad) {
            throw damaged("its compressed data is damaged");
        }
    }

    private void header() {
        if (next() != MAGIC_0 || next() != MAGIC_1) {
            throw damaged("something that is not gzip follows the compressed data");
        }
        int method = next();
        int flags = next();
        if (method != DEFLATE || (flags & FLAGS_RESERVED) != 0) {
            throw damaged("its header is not understood");
        }
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(unsigned(2));
        }
        if ((flags & FLAG_NAME) != 0) {
            skipPastZero();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipPastZero();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        inMember = true;
    }

    private void trailer() {
        at = limit - inflater.getRemaining();
        long size = inflater.getBytesWritten() & 0xffffffffL;
        if (unsigned(4) != crc.getValue() || unsigned(4) != size) {
            throw damaged("its checksum is wrong");
        }
        inflater.reset();
        crc.reset();
        inMember = false;
    }

    private void skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
    }

    private void skipPastZero() {
        byte b = next();
        while (b != 0) {
            b = next();
        }
    }

    /** Little-endian. */
    private long unsigned(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (next() & 0xffL) << (8 * i);
        }
        return value;
    }

    private byte next() {
        if (!hasInput()) {
            throw damaged("it ends early");
        }
        return input[at++];
    }

    private boolean hasInput() {
        if (at == limit) {
            at = 0;
            limit = Math.max(0, source.read(input, 0, input.length));
            taken += limit;
        }
        return at < limit;
    }

    private MemberportException bombSuspected() {
        return MemberportException.of(
                        FailureKind.MALFORMED_EXPORT,
                        "The " + description + " is compressed more than " + mostRatio
                                + ":1, the most that is accepted: it may be an attack that fills the disk. If it is "
                                + "correct, raise that limit.")
                .remedy(Remedy.RAISE_COMPRESSION_RATIO)
                .build();
    }

    private MemberportException damaged(String what) {
        return new MemberportException(
                FailureKind.MALFORMED_EXPORT,
                "The " + description + " is not complete, valid gzip: " + what
                        + ". Download the export again, and if that does not help, start a new one.");
    }

    @Override
    public long expectedBytes() {
        return -1;
    }

    /** Closes the source first, so that a read in progress ends, and only then what that read uses. */
    @Override
    public void close() {
        source.close();
        synchronized (this) {
            if (!closed) {
                closed = true;
                Arrays.fill(input, (byte) 0);
                inflater.end();
            }
        }
    }
}
