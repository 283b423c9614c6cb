package io.memberport.sink.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.TypedColumns;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads files of the wide layout with an engine that others wrote, by what their manifest says of their columns. */
final class WideParquet {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A variable of the export, and its column. */
    private record Mapped(
            String variable,
            @Nullable String name,
            @Nullable String dataType,
            @Nullable Boolean sensitive,
            String column,
            ColumnKind kind) {}

    private final List<Mapped> columns = new ArrayList<>();

    WideParquet(JsonNode manifest) {
        Map<String, ColumnKind> kinds = new HashMap<>();
        for (JsonNode column : manifest.path("columns")) {
            kinds.put(
                    column.path("name").textValue(),
                    ColumnKind.ofWireName(column.path("kind").textValue()));
        }
        for (JsonNode variable : manifest.path("variables")) {
            JsonNode sensitive = variable.path("isSensitive");
            String column = variable.path("column").textValue();
            columns.add(new Mapped(
                    variable.path("id").textValue(),
                    variable.path("name").textValue(),
                    variable.path("dataType").textValue(),
                    sensitive.isBoolean() ? sensitive.booleanValue() : null,
                    column,
                    Objects.requireNonNull(kinds.get(column), column)));
        }
    }

    /**
     * What a file says of members: for each of them and each variable that is mentioned the values, none if there are none any
     * more.
     */
    List<Map<List<@Nullable String>, List<StoredValue>>> changes(byte[] parquet) throws IOException {
        return Engine.rowsOf(parquet, this::changes);
    }

    private Map<List<@Nullable String>, List<StoredValue>> changes(ResultSet row) throws SQLException {
        Map<List<@Nullable String>, List<StoredValue>> changes = new LinkedHashMap<>();
        String member = row.getString(TypedColumns.MEMBER_ID);
        List<@Nullable String> cleared = texts(row, TypedColumns.CLEARED);
        changes.put(Arrays.asList(member, null), List.of(StoredValue.ofMember(member)));
        for (Mapped mapped : columns) {
            List<@Nullable String> texts = texts(row, mapped);
            if (!texts.isEmpty() || cleared.contains(mapped.column())) {
                List<StoredValue> values = new ArrayList<>();
                texts.forEach(text -> values.add(value(member, mapped, values.size(), text)));
                changes.put(Arrays.asList(member, mapped.variable()), values);
            }
        }
        return changes;
    }

    private static StoredValue value(String member, Mapped mapped, int position, @Nullable String text) {
        return new StoredValue(
                member,
                mapped.variable(),
                mapped.name(),
                mapped.dataType(),
                mapped.sensitive(),
                position,
                null,
                text,
                null);
    }

    private static List<@Nullable String> texts(ResultSet row, Mapped mapped) throws SQLException {
        if (row.getObject(mapped.column()) == null) {
            return List.of();
        }
        return switch (mapped.kind()) {
            case TEXT -> texts(row.getString(mapped.column()), mapped);
            case NUMBER -> List.of(String.valueOf(row.getDouble(mapped.column())));
            case TIME -> Arrays.asList(Engine.instant(row, mapped.column()));
            case LIST -> texts(row, mapped.column());
        };
    }

    /** A set in a column of text, which is there because the variable once had another type, is a JSON array. */
    private static List<@Nullable String> texts(String text, Mapped mapped) throws SQLException {
        if (!"set".equals(mapped.dataType())) {
            return List.of(text);
        }
        try {
            List<@Nullable String> labels = new ArrayList<>();
            JSON.readTree(text).forEach(label -> labels.add(label.isNull() ? null : label.asText()));
            return labels;
        } catch (JsonProcessingException e) {
            throw new SQLException(e);
        }
    }

    private static List<@Nullable String> texts(ResultSet row, String column) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object text : (Object[]) row.getArray(column).getArray()) {
            texts.add((String) text);
        }
        return texts;
    }
}
