package io.memberport.sink.s3.format;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;

/**
 * A document for each line, exactly what Alida sent. Only line ends are left out: between a document's names and values, where
 * alone JSON allows them, they mean nothing. Used by one thread at a time.
 */
public record JsonLines(RowBuffer out) implements BlockLines {

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
        int at = start;
        while (at < end && !isLineEnd(bytes[at])) {
            at++;
        }
        if (at == end) {
            return;
        }
        int to = at;
        for (; at < end; at++) {
            if (!isLineEnd(bytes[at])) {
                bytes[to++] = bytes[at];
            }
        }
        out.shrinkTo(to);
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
