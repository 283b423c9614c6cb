package io.memberport.sink.jdbc;

import io.memberport.encoding.InvalidValuePolicy;
import io.memberport.encoding.JsonText;
import io.memberport.encoding.RowBuffer;
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
    private final RowBuffer array = new RowBuffer(256);
    private @Nullable VariableValues[] entries = new VariableValues[0];
    private WideStage.@Nullable Slot[] slots = new WideStage.Slot[0];

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
            slots = new WideStage.Slot[columns];
        }
        RowWriter out = tables.get(0);
        long number = block.firstMemberIndex();
        for (Member member : block.members()) {
            out.bigint(number++);
            out.text(MemberVariables.checkedId(member.id(), "member"));
            out.text(place(member));
            for (int i = 0; i < columns; i++) {
                writeCell(entries[i], slots[i], out);
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
            slots[slot.index()] = slot;
            if (isNothing(entry, slot)) {
                cleared = cleared == null ? new StringBuilder(",") : cleared;
                cleared.append(slot.index()).append(',');
            }
        }
        return cleared == null ? null : Text.of(cleared.toString());
    }

    private static boolean isNothing(VariableValues entry, WideStage.Slot slot) {
        List<Value> values = entry.values();
        return values.isEmpty()
                || (values.size() == 1 && !slot.isList() && values.get(0).text() == null);
    }

    private void writeCell(@Nullable VariableValues entry, WideStage.@Nullable Slot slot, RowWriter out)
            throws SQLException {
        if (entry == null || slot == null || isNothing(entry, slot)) {
            out.nothing();
            return;
        }
        List<Value> values = entry.values();
        Text single = values.size() == 1 ? values.get(0).text() : null;
        switch (slot.kind()) {
            case LIST -> out.json(array(values));
            case TEXT -> out.text(single == null || slot.isList() ? array(values) : single);
            case NUMBER -> {
                if (single == null) {
                    out.nothing();
                    policy.replace("several values of a variable that has numbers");
                } else if (!out.number(single)) {
                    policy.replace("a value that is no number, or beyond the range of its column, among numbers");
                }
            }
            case TIME -> {
                if (single == null) {
                    out.nothing();
                    policy.replace("several values of a variable that has date-times");
                } else if (!out.time(single)) {
                    policy.replace("a value that is no date-time among date-times");
                }
            }
        }
    }

    private Text array(List<Value> values) {
        array.clear();
        JsonText.appendArray(values, array);
        byte[] json = array.toByteArray(0);
        return Text.wrap(json, 0, json.length);
    }
}
