package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How an export describes its variables; which counts of several descriptions of one, the guides do not say. */
final class Descriptions {

    /** Makes a column's text of what was sent. */
    interface Fit {

        @Nullable String text(@Nullable String sent);
    }

    private Descriptions() {}

    /** Name, type and sensitivity of each variable, by id. */
    static Map<String, SortedMap<String, Object>> of(Export export, Fit fit) {
        Map<String, Map<String, Set<@Nullable Object>>> choices = new LinkedHashMap<>();
        for (Member member : export.members()) {
            for (Variable variable : member.variables()) {
                Map<String, Set<@Nullable Object>> fields =
                        choices.computeIfAbsent(variable.id(), id -> new HashMap<>());
                add(fields, "name", fit.text(variable.name()));
                add(fields, "data_type", fit.text(variable.type()));
                add(fields, "is_sensitive", variable.sensitive());
            }
        }
        Map<String, SortedMap<String, Object>> descriptions = new LinkedHashMap<>();
        choices.forEach((id, fields) -> descriptions.put(id, expected(fields)));
        return descriptions;
    }

    private static void add(Map<String, Set<@Nullable Object>> fields, String name, @Nullable Object value) {
        fields.computeIfAbsent(name, field -> new HashSet<>()).add(value);
    }

    private static SortedMap<String, Object> expected(Map<String, Set<@Nullable Object>> fields) {
        SortedMap<String, Object> expected = new TreeMap<>();
        fields.forEach((name, values) -> {
            Object only = values.size() == 1 ? values.iterator().next() : new Alike.AnyOf(values);
            State.put(expected, name, only);
        });
        return expected;
    }
}
