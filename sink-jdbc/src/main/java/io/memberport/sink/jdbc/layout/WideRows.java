package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.WideCells;
import io.memberport.encoding.json.JsonText;
import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.TargetValues;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row per member, with a cell per variable that has been met so far. */
final class WideRows extends MemberLayout {

    private final WideStage stage;
    private final MemberVariables<WideStage.Slot> variables;
    private final Cells target = new Cells();
    private final WideCells<SQLException> cells;
    private int[] entries = new int[0];
    private ColumnKind[] kinds = new ColumnKind[0];
    private int columns;

    WideRows(WideStage stage, TargetValues values) {
        super(values);
        this.stage = stage;
        this.variables = new MemberVariables<>(values, (variable, id) -> stage.slot(variable));
        this.cells = new WideCells<>(values.policy(), target);
    }

    @Override
    public BlockSurvey survey(MemberBlock block) {
        return new BlockSurvey(
                variables.survey(block), List.of(WideStage.OWN_COLUMNS + stage.size()), options.in(block));
    }

    @Override
    void start(BlockSurvey survey, List<? extends RowWriter> tables) {
        columns = survey.columnCounts().get(0) - WideStage.OWN_COLUMNS;
        if (entries.length < columns) {
            entries = new int[columns];
            Arrays.fill(entries, WideCells.ABSENT);
            kinds = new ColumnKind[columns];
            Arrays.fill(kinds, ColumnKind.TEXT);
        }
    }

    @Override
    void write(MemberCursor at, List<? extends RowWriter> tables) throws SQLException {
        RowWriter out = tables.get(0);
        target.out = out;
        out.bigint(at.memberIndex());
        out.text(values.id(at.memberId(), "member"));
        out.text(place(at));
        for (int i = 0; i < columns; i++) {
            cells.write(at, entries[i], kinds[i]);
        }
        out.endRow();
        Arrays.fill(entries, WideCells.ABSENT);
    }

    /** Puts each variable to its place; returns the places of those whose cells will be null, because of what is there. */
    private @Nullable Text place(MemberCursor at) {
        StringBuilder cleared = null;
        variables.startMember(at);
        for (WideStage.Slot slot = variables.next(at); slot != null; slot = variables.next(at)) {
            entries[slot.index()] = at.variableIndex();
            kinds[slot.index()] = slot.kind();
            if (cells.clears(at, slot.kind())) {
                cleared = cleared == null ? new StringBuilder(",") : cleared;
                cleared.append(slot.index()).append(',');
            }
        }
        return cleared == null ? null : Text.of(cleared.toString());
    }

    /** A row's cells, whichever writer is the present one. */
    private final class Cells implements WideCells.Target<SQLException> {

        private @Nullable RowWriter out;

        private RowWriter out() {
            RowWriter present = out;
            if (present == null) {
                throw new IllegalStateException("no row is being written");
            }
            return present;
        }

        @Override
        public void nothing() throws SQLException {
            out().nothing();
        }

        @Override
        public void text(Text text) throws SQLException {
            out().text(text);
        }

        @Override
        public boolean number(Text digits) throws SQLException {
            return out().number(digits);
        }

        @Override
        public boolean holdsNumber(Text digits) {
            return values.holdsNumber(digits);
        }

        @Override
        public boolean time(Text dateTime) throws SQLException {
            return out().time(dateTime);
        }

        @Override
        public boolean holdsTime(Text dateTime) {
            return values.holdsTime(dateTime);
        }

        @Override
        public void list(MemberCursor at) throws SQLException {
            out().json(JsonText.array(at));
        }
    }
}
