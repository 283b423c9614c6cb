package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import io.memberport.sequence.Export.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The json layout: a document per member. With {@code mode=merge}, variables that the export does not have for a member are
 * kept behind those that it has; of the former document nothing else is.
 */
final class JsonModel extends DatabaseModel {

    private record Row(SortedMap<String, Object> origin, Member member) {}

    private final Map<List<String>, Row> rows = new LinkedHashMap<>();

    JsonModel(Database database) {
        super(database);
    }

    @Override
    int members() {
        return rows.size();
    }

    @Override
    long write(Export export, String key, boolean replacesAll, Adjustments adjustments) {
        Map<List<String>, Row> changed = new LinkedHashMap<>();
        for (Member member : export.lastOfEach().values()) {
            List<String> place = key(key, member.id());
            Row former = replacesAll ? null : rows.get(place);
            count(member, adjustments);
            changed.put(place, new Row(origin(export), merged(member, former)));
        }
        if (replacesAll) {
            rows.clear();
        }
        rows.putAll(changed);
        return changed.size();
    }

    private static Member merged(Member member, @Nullable Row former) {
        if (former == null) {
            return member;
        }
        Map<String, Variable> mentioned = member.lastOfEach();
        List<Variable> all = new ArrayList<>(member.variables());
        former.member().variables().stream()
                .filter(variable -> !mentioned.containsKey(variable.id()))
                .forEach(all::add);
        return member.with(all);
    }

    private void count(Member member, Adjustments adjustments) {
        if (product().escapesNotKept().matcher(member.json()).find()) {
            adjustments.replaceOnceOrMore();
        }
    }

    private Object document(Member member) {
        Pattern notKept = product().escapesNotKept();
        String kept = notKept.matcher(member.json()).replaceAll("\\\\ufffd");
        return product().keepsNotationOfJson() ? kept : Content.of(kept);
    }

    @Override
    void addTables(SortedMap<String, Object> state) {
        rows.forEach((key, row) -> {
            String path = State.path(table("member_document"), key.toArray());
            addRow(state, path, row.origin());
            state.put(path + ".document", document(row.member()));
        });
    }
}
