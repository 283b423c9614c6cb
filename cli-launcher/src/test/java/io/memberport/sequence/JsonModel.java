package io.memberport.sequence;

import io.memberport.sequence.Export.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The json layout: a document per member. */
final class JsonModel extends DatabaseModel {

    private final Map<List<String>, SortedMap<String, Object>> members = new LinkedHashMap<>();

    JsonModel(Database database) {
        super(database);
    }

    @Override
    int members() {
        return members.size();
    }

    @Override
    long write(Export export, String key, boolean replacesAll, Adjustments adjustments) {
        Map<List<String>, SortedMap<String, Object>> changed = new LinkedHashMap<>();
        for (Member member : export.lastOfEach().values()) {
            SortedMap<String, Object> fields = origin(export);
            fields.put("document", document(member.json(), adjustments));
            changed.put(key(key, member.id()), fields);
        }
        if (replacesAll) {
            members.clear();
        }
        members.putAll(changed);
        return changed.size();
    }

    private Object document(String sent, Adjustments adjustments) {
        if (product().keepsNotationOfJson()) {
            return sent;
        }
        String kept = sent;
        if (product().cannotKeepEscapes().matcher(kept).find()) {
            adjustments.replaceOnceOrMore();
            kept = product().cannotKeepEscapes().matcher(kept).replaceAll("\\\\ufffd");
        }
        return Content.of(kept);
    }

    @Override
    void addTables(SortedMap<String, Object> state) {
        members.forEach((key, fields) -> addRow(state, State.path(table("member_document"), key.toArray()), fields));
    }
}
