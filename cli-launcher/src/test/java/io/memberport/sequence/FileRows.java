package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Value;
import io.memberport.sequence.Export.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of the long layout in a file: all that an export has, in its order. */
final class FileRows {

    private final boolean hasTypes;
    private final Adjustments adjustments;
    private final List<SortedMap<String, Object>> rows = new ArrayList<>();

    private FileRows(boolean hasTypes, Adjustments adjustments) {
        this.hasTypes = hasTypes;
        this.adjustments = adjustments;
    }

    /** As CSV has them: all is text. */
    static List<SortedMap<String, Object>> ofCsv(Export export) {
        return of(export, new FileRows(false, new Adjustments(false)));
    }

    /** As Parquet has them. */
    static List<SortedMap<String, Object>> ofParquet(Export export, Adjustments adjustments) {
        return of(export, new FileRows(true, adjustments));
    }

    private static List<SortedMap<String, Object>> of(Export export, FileRows rows) {
        export.members().forEach(rows::add);
        return rows.rows;
    }

    private void add(Member member) {
        if (member.variables().isEmpty()) {
            row(member);
        }
        for (Variable variable : member.variables()) {
            Object effective = effectiveDate(variable);
            if (variable.values().isEmpty()) {
                State.put(row(member, variable), "effective_date", effective);
            }
            for (int i = 0; i < variable.values().size(); i++) {
                SortedMap<String, Object> row = row(member, variable);
                row.put("position", hasTypes ? (Object) (long) i : String.valueOf(i));
                State.put(row, "effective_date", effective);
                addValue(row, variable, variable.values().get(i));
            }
        }
    }

    private SortedMap<String, Object> row(Member member) {
        SortedMap<String, Object> row = new TreeMap<>();
        row.put("member_id", member.id());
        rows.add(row);
        return row;
    }

    private SortedMap<String, Object> row(Member member, Variable variable) {
        SortedMap<String, Object> row = row(member);
        row.put("variable_id", variable.id());
        State.put(row, "variable_name", variable.name());
        State.put(row, "data_type", variable.type());
        Boolean sensitive = variable.sensitive();
        State.put(row, "is_sensitive", hasTypes || sensitive == null ? sensitive : sensitive.toString());
        return row;
    }

    private @Nullable Object effectiveDate(Variable variable) {
        String sent = variable.effectiveDate();
        if (sent == null || !hasTypes) {
            return sent;
        }
        Instant instant = Meaning.asInstant(sent);
        if (instant == null) {
            // Once, or once for each row of the variable.
            adjustments.replaceOnceOrMore();
        }
        return instant;
    }

    private void addValue(SortedMap<String, Object> row, Variable variable, Value value) {
        State.put(row, "value_id", value.id());
        String text = value.text();
        State.put(row, "value", text);
        if (!hasTypes || text == null) {
            return;
        }
        if ("double".equals(variable.type())) {
            addTyped(row, "value_number", Meaning.asDouble(text));
        }
        if ("datetime".equals(variable.type())) {
            addTyped(row, "value_time", Meaning.asInstant(text));
        }
    }

    private void addTyped(SortedMap<String, Object> row, String column, @Nullable Object typed) {
        if (typed == null) {
            adjustments.leaveUntyped();
        }
        State.put(row, column, typed);
    }
}
