package io.memberport.encoding.csv;

import io.memberport.encoding.block.BlockLines;
import io.memberport.encoding.block.RowBuffer;
import io.memberport.encoding.column.PerVariable;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.MemberCursor.Part;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * One row per value; one also for a variable without values, and for a member without variables. Used by one thread at a
 * time.
 */
public final class LongLayout implements BlockLines {

    private static final List<String> COLUMNS = List.of(
            "member_id",
            "variable_id",
            "variable_name",
            "data_type",
            "is_sensitive",
            "position",
            "value_id",
            "value",
            "effective_date");
    private static final int COLUMNS_AFTER_MEMBER = COLUMNS.size() - 1;
    private static final int DEFINITIONS_BYTES = 512 * 1024;

    /** A member longer than this makes rows for which room is made at once: growing holds them twice for a while. */
    private static final int LONG_MEMBER_BYTES = 1024 * 1024;

    /** Delimiters, the end of the line, the position and what says whether it is sensitive. */
    private static final int SMALL_CELLS_BYTES = 32;

    private static final Part[] PARTS = {Part.VALUE_ID, Part.VALUE, Part.EFFECTIVE_DATE};
    private static final int VALUE = 1;
    private static final int EFFECTIVE_DATE = 2;

    private final CellWriter cells;
    private final PerVariable<byte[]> definitions;
    private final byte[][] positions = new byte[64][];

    private LongLayout(CsvDialect dialect, DefinitionCells shared, RowBuffer out) {
        this.cells = new CellWriter(dialect, out);
        this.definitions = new PerVariable<>(shared::of, definition -> definition.length, DEFINITIONS_BYTES);
        for (int i = 0; i < positions.length; i++) {
            positions[i] = digits(i);
        }
    }

    /** Makes layouts of one file, for as many buffers and threads as it is written from. */
    public static Function<RowBuffer, BlockLines> ofFile(CsvDialect dialect) {
        DefinitionCells shared = new DefinitionCells(dialect);
        return out -> new LongLayout(dialect, shared, out);
    }

    @Override
    public void writeHeader() {
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (i > 0) {
                cells.next();
            }
            cells.text(COLUMNS.get(i));
        }
        cells.endRow();
    }

    @Override
    public long write(MemberBlock block) {
        MemberCursor at = block.cursor();
        long rows = 0;
        while (at.nextMember()) {
            rows += writeMember(at);
        }
        return rows;
    }

    private long writeMember(MemberCursor at) {
        RowBuffer out = cells.out();
        if (at.jsonLength() > LONG_MEMBER_BYTES) {
            out.ensureCapacity((int) Math.min(out.size() + likelyBytes(at), RowBuffer.LARGEST_CAPACITY));
        }
        int idStart = out.size();
        cells.text(at.memberId());
        if (at.variableCount() == 0) {
            endEmptyMember();
            return 1;
        }
        cells.next();
        int idLength = out.size() - idStart;
        boolean idWritten = true;
        long rows = 0;
        definitions.startMember();
        while (at.nextVariable()) {
            byte[] definition = definitions.get(at.variable());
            int count = Math.max(1, at.valueCount());
            for (int position = 0; position < count; position++) {
                if (!idWritten) {
                    out.append(out.bytes(), idStart, idLength);
                }
                idWritten = false;
                out.append(definition);
                writeValue(at, position);
            }
            rows += count;
        }
        return rows;
    }

    /** Of the rows, without marks around texts that need them. The cursor then stands before the first variable. */
    private static long likelyBytes(MemberCursor at) {
        long bytes = 0;
        int id = at.memberId().length();
        while (at.nextVariable()) {
            long each =
                    (long) id + definitionLength(at.variable()) + length(at, Part.EFFECTIVE_DATE) + SMALL_CELLS_BYTES;
            bytes += each * Math.max(1, at.valueCount());
            while (at.nextValue()) {
                bytes += length(at, Part.VALUE_ID) + length(at, Part.VALUE);
            }
        }
        at.rewindMember();
        return bytes;
    }

    private static int definitionLength(ProfileVariable variable) {
        String name = variable.name();
        String type = variable.dataTypeName();
        return variable.id().length() + (name == null ? 0 : name.length()) + (type == null ? 0 : type.length());
    }

    private static int length(MemberCursor at, Part part) {
        return Math.max(0, at.length(part));
    }

    private void endEmptyMember() {
        for (int i = 0; i < COLUMNS_AFTER_MEMBER; i++) {
            cells.next();
        }
        cells.endRow();
    }

    private void writeValue(MemberCursor at, int position) {
        if (at.nextValue()) {
            cells.out().append(position < positions.length ? positions[position] : digits(position));
            writeParts(at, 0, at.kind() == Value.Kind.STRING);
        } else {
            cells.next();
            cells.next();
            writeParts(at, EFFECTIVE_DATE, false);
        }
        cells.endRow();
    }

    /** One loop and not three calls: the virtual machine then has this hot code once to optimise, not three times. */
    private void writeParts(MemberCursor at, int from, boolean valueIsText) {
        for (int i = from; i < PARTS.length; i++) {
            cells.next();
            cells.cell(at, PARTS[i], i != VALUE || valueIsText);
        }
    }

    private static byte[] digits(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
