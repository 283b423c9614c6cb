package io.memberport.sink.jdbc.layout;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.WideCells;
import io.memberport.encoding.json.JsonText;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
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
    private @Nullable VariableValues[] entries = new VariableValues[0];
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
        return new BlockSurvey(variables.survey(block), List.of(WideStage.OWN_COLUMNS + stage.size()));
    }

    @Override
    void start(BlockSurvey survey, List<? extends RowWriter> tables) {
        columns = survey.columnCounts().get(0) - WideStage.OWN_COLUMNS;
        if (entries.length < columns) {
            entries = new VariableValues[columns];
            kinds = new ColumnKind[columns];
            Arrays.fill(kinds, ColumnKind.TEXT);
        }
    }

    @Override
    void write(long index, Member member, List<? extends RowWriter> tables) throws SQLException {
        RowWriter out = tables.get(0);
        target.out = out;
        out.bigint(index);
        out.text(values.id(member.id(), "member"));
        out.text(place(member));
        for (int i = 0; i < columns; i++) {
            cells.write(entries[i], kinds[i]);
        }
        out.endRow();
        Arrays.fill(entries, null);
    }

    /** Puts each variable to its place; returns the places of those whose cells will be null, because of what is there. */
    private @Nullable Text place(Member member) {
        StringBuilder cleared = null;
        for (VariableValues entry : variables.of(member)) {
            WideStage.Slot slot = variables.derived(entry.variable());
            entries[slot.index()] = entry;
            kinds[slot.index()] = slot.kind();
            if (cells.clears(entry, slot.kind())) {
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
        public void list(List<Value> labels) throws SQLException {
            out().json(JsonText.array(labels));
        }
    }
}
