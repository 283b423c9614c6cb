package io.memberport.sequence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An export document. Values are raw JSON, so that every notation can be written.
 *
 * @param since where an export of changes starts; null for a full export
 */
record Export(
        @Nullable String id,
        @Nullable String since,
        @Nullable String exportDate,
        @Nullable String lastSyncDate,
        List<Member> members) {

    /**
     * A member of the export.
     *
     * @param unknown further fields, as JSON with a comma behind it; empty for none
     */
    record Member(String id, String unknown, List<Variable> variables) {

        Member {
            variables = List.copyOf(variables);
        }

        static Member of(String id, Variable... variables) {
            return new Member(id, "", List.of(variables));
        }

        Member with(List<Variable> others) {
            return new Member(id, unknown, others);
        }

        /** What the member has of each variable: the last entry counts. */
        Map<String, Variable> lastOfEach() {
            Map<String, Variable> last = new LinkedHashMap<>();
            variables.forEach(variable -> last.put(variable.id(), variable));
            return last;
        }

        String json() {
            StringBuilder json = new StringBuilder("{\"memberId\":")
                    .append(quoted(id))
                    .append(',')
                    .append(unknown);
            json.append("\"variables\":[");
            json.append(String.join(",", variables.stream().map(Variable::json).toList()));
            return json.append("]}").toString();
        }
    }

    /** A variable as one member has it. */
    record Variable(
            String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable Boolean sensitive,
            @Nullable String effectiveDate,
            List<Value> values) {

        Variable {
            values = List.copyOf(values);
        }

        /** A variable that is called as its id is. */
        static Variable of(String id, String type, String... rawValues) {
            return new Variable(id, id, type, null, null, Value.all(rawValues));
        }

        Variable named(@Nullable String other) {
            return new Variable(id, other, type, sensitive, effectiveDate, values);
        }

        Variable with(List<Value> others) {
            return new Variable(id, name, type, sensitive, effectiveDate, others);
        }

        String json() {
            List<String> fields = new ArrayList<>();
            fields.add("\"id\":" + quoted(id));
            if (name != null) {
                fields.add("\"name\":" + quoted(name));
            }
            if (type != null) {
                fields.add("\"dataType\":" + quoted(type));
            }
            if (sensitive != null) {
                fields.add("\"isSensitive\":" + sensitive);
            }
            fields.add("\"values\":["
                    + String.join(",", values.stream().map(Value::json).toList()) + "]");
            if (effectiveDate != null) {
                fields.add("\"effectiveDate\":" + quoted(effectiveDate));
            }
            return "{" + String.join(",", fields) + "}";
        }
    }

    /**
     * A value.
     *
     * @param id of an option; null for none
     * @param raw its JSON
     */
    record Value(@Nullable String id, String raw) {

        static List<Value> all(String... raw) {
            return List.of(raw).stream().map(each -> new Value(null, each)).toList();
        }

        /** What a target shows of it: a string's characters, all else as sent; null for JSON's null. */
        @Nullable String text() {
            return raw.equals("null") ? null : raw.startsWith("\"") ? Content.string(raw) : raw;
        }

        String json() {
            return id == null ? "{\"value\":" + raw + "}" : "{\"id\":" + quoted(id) + ",\"value\":" + raw + "}";
        }
    }

    Export {
        members = List.copyOf(members);
    }

    /** A full export; date and last synchronisation are the same. */
    static Export full(String id, @Nullable String date, Member... members) {
        return new Export(id, null, date, date, List.of(members));
    }

    /** An export of changes. */
    static Export changes(String id, String since, String date, Member... members) {
        return new Export(id, since, date, date, List.of(members));
    }

    Export with(List<Member> others) {
        return new Export(id, since, exportDate, lastSyncDate, others);
    }

    boolean isFull() {
        return since == null;
    }

    /** The members that count: the last of each id. */
    Map<String, Member> lastOfEach() {
        Map<String, Member> last = new LinkedHashMap<>();
        members.forEach(member -> last.put(member.id(), member));
        return last;
    }

    int values() {
        return members.stream()
                .flatMap(member -> member.variables().stream())
                .mapToInt(variable -> variable.values().size())
                .sum();
    }

    /** The file. */
    byte[] bytes() {
        StringBuilder json = new StringBuilder("{");
        if (id != null) {
            json.append("\"id\":").append(quoted(id)).append(',');
        }
        if (since != null) {
            json.append("\"exportOptions\":{\"sinceDatetime\":")
                    .append(quoted(since))
                    .append("},");
        }
        if (exportDate != null) {
            json.append("\"exportDate\":").append(quoted(exportDate)).append(',');
        }
        if (lastSyncDate != null) {
            json.append("\"lastSyncDate\":").append(quoted(lastSyncDate)).append(',');
        }
        json.append("\"members\":[");
        json.append(String.join(",", members.stream().map(Member::json).toList()));
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A JSON string; what UTF-8 cannot carry is an escape. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c < ' ' || half) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
            }
        });
        return json.append('"').toString();
    }
}
