package io.memberport.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A real CSV file and its manifest. */
record CsvTarget(CsvFile kind, Path file) implements Target {

    @Override
    public String url() {
        return "csv:" + file;
    }

    @Override
    public List<String> options() {
        return kind.options();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void close() {
        // The directory is the caller's.
    }

    @Override
    public SortedMap<String, Object> read() throws IOException {
        SortedMap<String, Object> state = new TreeMap<>();
        addLeftovers(state);
        if (!Files.exists(file)) {
            return state;
        }
        JsonNode manifest = Content.tree(Files.readString(file.resolveSibling(file.getFileName() + ".manifest.json")));
        addManifest(manifest, state);
        Map<String, String> variables = new TreeMap<>();
        for (JsonNode column : manifest.path("columns")) {
            String variable = column.path("variableId").asText();
            String name = column.path("column").asText();
            state.put("name csv[" + variable + "]", new Column(name, "text"));
            if (!column.path("retired").asBoolean()) {
                variables.put(name, "{" + variable + "}");
                addDescription("variable[" + variable + "].", column, state);
            }
        }
        List<SortedMap<String, Object>> rows = rows(text(), kind.separator());
        for (int i = 0; i < rows.size(); i++) {
            String row = State.path("row", i);
            rows.get(i).forEach((column, value) -> state.put(row + variables.getOrDefault(column, column), value));
        }
        return state;
    }

    private static void addDescription(String path, JsonNode column, SortedMap<String, Object> state) {
        JsonNode name = column.path("variableName");
        JsonNode type = column.path("dataType");
        JsonNode sensitive = column.path("isSensitive");
        State.put(state, path + "name", name.textValue());
        State.put(state, path + "data_type", type.textValue());
        State.put(state, path + "is_sensitive", sensitive.isBoolean() ? sensitive.asBoolean() : null);
    }

    private void addLeftovers(SortedMap<String, Object> state) throws IOException {
        try (var files = Files.list(file.toAbsolutePath().getParent())) {
            files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".tmp"))
                    .forEach(name -> state.put("leftover " + name, "file"));
        }
    }

    private static void addManifest(JsonNode manifest, SortedMap<String, Object> state) {
        for (String field : List.of("community", "batchId", "contentSha256")) {
            State.put(state, "manifest." + field, manifest.path(field).textValue());
        }
        for (String field : List.of("sinceDatetime", "exportDate", "lastSyncDate")) {
            String date = manifest.path(field).textValue();
            State.put(state, "manifest." + field, date == null ? null : Instant.parse(date));
        }
        for (String field : List.of("contentBytes", "members", "values", "rows")) {
            state.put("manifest." + field, manifest.path(field).asLong());
        }
    }

    private String text() throws IOException {
        InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(file));
        try (InputStream plain = kind.isCompressed() ? new GZIPInputStream(bytes) : bytes) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The rows under the header, without nulls. */
    static List<SortedMap<String, Object>> rows(String text, char delimiter) {
        List<List<@Nullable String>> lines = CsvText.rows(text, delimiter);
        List<SortedMap<String, Object>> rows = new ArrayList<>();
        for (List<@Nullable String> line : lines.subList(1, lines.size())) {
            SortedMap<String, Object> row = new TreeMap<>();
            for (int i = 0; i < line.size(); i++) {
                State.put(row, String.valueOf(lines.get(0).get(i)), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
