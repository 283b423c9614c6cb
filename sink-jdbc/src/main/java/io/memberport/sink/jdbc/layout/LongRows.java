package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.RefusedValueException;
import io.memberport.model.DataType;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row per value, and a row per member. */
final class LongRows extends MemberLayout {

    private static final int VALUE_COLUMNS = 8;
    private static final int MEMBER_COLUMNS = 3;

    /**
     * What every value of a variable has in common.
     *
     * @param type which of the typed columns a value is also written to
     */
    private record Slot(Text id, DataType type) {}

    private final boolean numbered;
    private final boolean counted;
    private final MemberVariables<Slot> variables;

    /**
     * @param numbered whether the rows of values begin with the member's number
     * @param counted whether they have, before all other columns but that, the number of the variable's values
     */
    LongRows(boolean numbered, boolean counted, TargetValues values) {
        super(values);
        this.numbered = numbered;
        this.counted = counted;
        this.variables = new MemberVariables<>(values, (variable, id) -> new Slot(id, variable.dataType()));
    }

    @Override
    public BlockSurvey survey(MemberBlock block) {
        int columns = VALUE_COLUMNS + (numbered ? 1 : 0) + (counted ? 1 : 0);
        return new BlockSurvey(variables.survey(block), List.of(columns, MEMBER_COLUMNS), options.in(block));
    }

    @Override
    void write(MemberCursor at, List<? extends RowWriter> tables) throws SQLException {
        Text id = values.id(at.memberId(), "member");
        long rows = 0;
        variables.startMember(at);
        for (Slot slot = variables.next(at); slot != null; slot = variables.next(at)) {
            try {
                rows += writeVariable(at, id, slot, tables.get(0));
            } catch (RefusedValueException refused) {
                throw refused.of(at.variable());
            }
        }
        RowWriter members = tables.get(1);
        members.bigint(at.memberIndex());
        members.text(id);
        members.bigint(rows);
        members.endRow();
    }

    private int writeVariable(MemberCursor at, Text member, Slot slot, RowWriter out) throws SQLException {
        long number = at.memberIndex();
        int count = at.valueCount();
        Text effectiveDate = at.effectiveDate();
        if (count == 0) {
            start(number, 0, member, slot, LongTables.NO_VALUES, out);
            for (int i = 0; i < 4; i++) {
                out.nothing();
            }
            end(effectiveDate, true, out);
            return 1;
        }
        for (int i = 0; at.nextValue(); i++) {
            start(number, count, member, slot, i, out);
            writeValue(at, slot.type(), out);
            end(effectiveDate, i == 0, out);
        }
        return count;
    }

    private void start(long number, int count, Text member, Slot slot, int position, RowWriter out)
            throws SQLException {
        if (numbered) {
            out.bigint(number);
        }
        if (counted) {
            out.integer(count);
        }
        out.text(member);
        out.text(slot.id());
        out.integer(position);
    }

    /** Its text is kept, so a typed column that cannot hold it loses nothing by being null. */
    private void writeValue(MemberCursor at, DataType type, RowWriter out) throws SQLException {
        Text text = at.value();
        out.text(at.valueId());
        out.text(text);
        if (text == null) {
            out.nothing();
            out.nothing();
        } else if (!writeTyped(text, ColumnKind.of(type), out)) {
            values.policy().leaveUntyped();
        }
    }

    /** The columns of numbers and of times; false if the one for this kind cannot hold the text. */
    private static boolean writeTyped(Text text, ColumnKind kind, RowWriter out) throws SQLException {
        boolean isTyped = true;
        switch (kind) {
            case NUMBER -> {
                isTyped = out.number(text);
                out.nothing();
            }
            case TIME -> {
                out.nothing();
                isTyped = out.time(text);
            }
            case TEXT, LIST -> {
                out.nothing();
                out.nothing();
            }
        }
        return isTyped;
    }

    /** The variable has one date, whatever the number of its rows, so it is judged with the first. */
    private void end(@Nullable Text effectiveDate, boolean isFirst, RowWriter out) throws SQLException {
        if (effectiveDate == null) {
            out.nothing();
        } else if (!out.time(effectiveDate) && isFirst) {
            values.policy().replace("an effectiveDate that is no date-time, or beyond the range of its column");
        }
        out.endRow();
    }
}
