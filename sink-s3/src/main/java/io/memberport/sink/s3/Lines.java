package io.memberport.sink.s3;

import io.memberport.encoding.CellWriter;
import io.memberport.encoding.CsvDialect;
import io.memberport.encoding.LongLayout;
import io.memberport.encoding.RowBuffer;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;

/** What members become in a file of lines, into a buffer of its own. Used by one thread at a time. */
abstract sealed class Lines {

    final RowBuffer out;

    private Lines(RowBuffer out) {
        this.out = out;
    }

    /** Writes what each file begins with. */
    abstract void writeHeader();

    /**
     * Writes all members of a block.
     *
     * @return the number of rows
     */
    abstract long write(MemberBlock block);

    /**
     * A document for each line, exactly what Alida sent. Only line ends are left out: between a document's names and values,
     * where alone JSON allows them, they mean nothing.
     */
    static final class Json extends Lines {

        Json(RowBuffer out) {
            super(out);
        }

        @Override
        void writeHeader() {}

        @Override
        long write(MemberBlock block) {
            for (Member member : block.members()) {
                int start = out.size();
                Text json = member.json();
                out.append(json);
                removeLineEnds(start);
                out.append((byte) '\n');
            }
            return block.members().size();
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

    /** A row for each value, as the long layout has them; each file with a header. */
    static final class LongCsv extends Lines {

        private static final CsvDialect DIALECT = new CsvDialect(',', false);

        private final LongLayout layout = new LongLayout(DIALECT);
        private final CellWriter cells;

        LongCsv(RowBuffer out) {
            super(out);
            this.cells = new CellWriter(DIALECT, out);
        }

        @Override
        void writeHeader() {
            layout.writeHeader(cells);
        }

        @Override
        long write(MemberBlock block) {
            return layout.writeRows(block, cells);
        }
    }
}
