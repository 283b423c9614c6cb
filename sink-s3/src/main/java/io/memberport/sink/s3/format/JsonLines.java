package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A document for each line, exactly what Alida sent. Only line ends are left out: between a document's names and values, where
 * alone JSON allows them, they mean nothing. Used by one thread at a time.
 */
public record JsonLines(RowBuffer out) implements BlockLines {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPACES = 0x2020202020202020L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    @Override
    public void writeHeader() {}

    @Override
    public long write(MemberBlock block) {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            int start = out.size();
            out.append(at.json());
            removeLineEnds(start);
            out.append((byte) '\n');
        }
        return block.memberCount();
    }

    private void removeLineEnds(int start) {
        byte[] bytes = out.bytes();
        int end = out.size();
        int at = firstControl(bytes, start, end);
        int to = at;
        for (; at < end; at++) {
            if (!isLineEnd(bytes[at])) {
                bytes[to++] = bytes[at];
            }
        }
        out.shrinkTo(to);
    }

    /** Where the first characters below the space are, or a little before. */
    private static int firstControl(byte[] bytes, int start, int end) {
        int at = start;
        while (at + Long.BYTES <= end) {
            long eight = (long) EIGHT.get(bytes, at);
            if (((eight - SPACES) & ~eight & HIGH_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
