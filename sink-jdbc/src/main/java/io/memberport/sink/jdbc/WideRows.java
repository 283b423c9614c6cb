package io.memberport.sink.jdbc;

import io.memberport.encoding.InvalidValuePolicy;
import io.memberport.encoding.JsonArray;
import io.memberport.encoding.WideCells;
import io.memberport.encoding.WideKind;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.model.VariableValues;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row per member, with a cell per variable that has been met so far. */
final class WideRows implements BlockLayout {

    private final WideStage stage;
    private final InvalidValuePolicy policy;
    private final MemberVariables<WideStage.Slot> variables;
    private @Nullable VariableValues[] entries = new VariableValues[0];
    private WideKind[] kinds = new WideKind[0];

    WideRows(WideStage stage, InvalidValuePolicy policy) {
        this.stage = stage;
        this.policy = policy;
        this.variables = new MemberVariables<>((variable, id) -> stage.slot(variable));
    }

    @Override
    public BlockSurvey survey(MemberBlock block) {
        return new BlockSurvey(variables.survey(block), List.of(WideStage.OWN_COLUMNS + stage.size()));
    }

    @Override
    public void write(MemberBlock block, BlockSurvey survey, List<? extends RowWriter> tables) throws SQLException {
        int columns = survey.columnCounts().get(0) - WideStage.OWN_COLUMNS;
        if (entries.length < columns) {
            entries = new VariableValues[columns];
            kinds = new WideKind[columns];
            Arrays.fill(kinds, WideKind.TEXT);
        }
        RowWriter out = tables.get(0);
        WideCells<SQLException> cells = new WideCells<>(policy, new Cells(out));
        long number = block.firstMemberIndex();
        for (Member member : block.members()) {
            out.bigint(number++);
            out.text(MemberVariables.checkedId(member.id(), "member"));
            out.text(place(member));
            for (int i = 0; i < columns; i++) {
                cells.write(entries[i], kinds[i]);
            }
            out.endRow();
            Arrays.fill(entries, null);
        }
    }

    /** Puts each variable to its place; returns the places of those that are there to say that there is nothing. */
    private @Nullable Text place(Member member) {
        StringBuilder cleared = null;
        for (VariableValues entry : variables.of(member)) {
            WideStage.Slot slot = variables.derived(entry.variable());
            entries[slot.index()] = entry;
            kinds[slot.index()] = slot.kind();
            if (WideCells.isNothing(entry)) {
                cleared = cleared == null ? new StringBuilder(",") : cleared;
                cleared.append(slot.index()).append(',');
            }
        }
        return cleared == null ? null : Text.of(cleared.toString());
    }

    /** A row's cells, whichever writer is the present one. */
    private static final class Cells implements WideCells.Target<SQLException> {

        private final JsonArray array = new JsonArray();
        private final RowWriter out;

        private Cells(RowWriter out) {
            this.out = out;
        }

        @Override
        public void nothing() throws SQLException {
            out.nothing();
        }

        @Override
        public void text(Text text) throws SQLException {
            out.text(text);
        }

        @Override
        public boolean number(Text digits) throws SQLException {
            return out.number(digits);
        }

        @Override
        public boolean time(Text dateTime) throws SQLException {
            return out.time(dateTime);
        }

        @Override
        public void list(List<Value> values) throws SQLException {
            out.json(array.of(values));
        }

        @Override
        public boolean holdsNumber(Text digits) {
            return true;
        }

        @Override
        public boolean holdsTime(Text dateTime) {
            return true;
        }
    }
}
