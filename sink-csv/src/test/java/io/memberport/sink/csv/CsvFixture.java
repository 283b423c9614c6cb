package io.memberport.sink.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.csv.CsvDialect;
import io.memberport.encoding.file.Disk;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.testing.file.FaultyDisk;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.KeptDetail;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSV file in a directory of its own, read by FastCSV and, as far as the manifest is needed, by Jackson. */
record CsvFixture(Path directory, String name, Layout layout) implements SinkFixture {

    private static final String WIDE_KEY = "member_id";

    private Path file() {
        return directory.resolve(name);
    }

    private Path manifest() {
        return directory.resolve(name + ".manifest.json");
    }

    @Override
    public MemberSinkProvider provider() {
        return new CsvMemberSinkProvider();
    }

    @Override
    public String target() {
        return "csv:" + file();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("layout", SinkOption.wireName(layout));
    }

    @Override
    public Collection<Map<String, String>> optionsOfOtherForms() {
        Layout otherLayout = layout == Layout.LONG ? Layout.WIDE : Layout.LONG;
        return List.of(
                Map.of("layout", SinkOption.wireName(otherLayout)),
                Map.of("layout", SinkOption.wireName(layout), "delimiter", ";"),
                Map.of("layout", SinkOption.wireName(layout), "formula-guard", "on"),
                Map.of("layout", SinkOption.wireName(layout), "for", "spreadsheet"));
    }

    @Override
    public Set<KeptDetail> keeps() {
        return layout == Layout.LONG
                ? EnumSet.allOf(KeptDetail.class)
                : EnumSet.complementOf(EnumSet.of(KeptDetail.VALUE_ID, KeptDetail.EFFECTIVE_DATE, KeptDetail.NOTHING));
    }

    @Override
    public Collection<String> leftovers() throws IOException {
        List<String> names = new ArrayList<>(CsvFiles.names(directory));
        names.removeAll(List.of(name, String.valueOf(manifest().getFileName())));
        return names;
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        Compression compression = Compression.ofFile(file());
        int writesOfOpen = compression == Compression.GZIP ? 2 : 1;
        Disk disk =
                switch (point) {
                    case WRITE -> FaultyDisk.fullAfter(writesOfOpen);
                    case HALFWAY -> FaultyDisk.fullAfter(writesOfOpen + 1);
                    case COMMIT ->
                        FaultyDisk.renaming((from, to) -> {
                            throw new IOException("injected");
                        });
                };
        return new CsvMemberSink(file(), new CsvFormat(layout, new CsvDialect(',', false), false, compression), disk);
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        if (!Files.exists(file())) {
            return List.of();
        }
        List<List<@Nullable String>> rows = CsvFiles.rows(file());
        List<List<@Nullable String>> content = rows.subList(1, rows.size());
        return layout == Layout.LONG
                ? content.stream().map(StoredValue::ofRow).toList()
                : ofWideRows(rows.get(0), content);
    }

    private List<StoredValue> ofWideRows(List<@Nullable String> header, List<List<@Nullable String>> rows)
            throws IOException {
        Map<String, JsonNode> columns = new HashMap<>();
        ObjectMapper json = new ObjectMapper();
        for (JsonNode column : json.readTree(manifest().toFile()).path("columns")) {
            columns.put(column.path("column").asText(), column);
        }
        List<StoredValue> values = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            String member = String.valueOf(row.get(header.indexOf(WIDE_KEY)));
            values.add(StoredValue.ofMember(member));
            for (int i = 1; i < header.size(); i++) {
                JsonNode column = columns.get(header.get(i));
                if (column == null) {
                    throw new IOException("the manifest does not know a column of the file");
                }
                values.addAll(ofCell(member, column, row.get(i), json));
            }
        }
        return values;
    }

    private static List<StoredValue> ofCell(String member, JsonNode column, @Nullable String cell, ObjectMapper json)
            throws IOException {
        if (cell == null) {
            return List.of();
        }
        if (!column.path("dataType").asText().equals("set")) {
            return List.of(stored(member, column, 0, cell));
        }
        List<StoredValue> values = new ArrayList<>();
        for (JsonNode element : json.readTree(cell)) {
            values.add(stored(member, column, values.size(), element.isNull() ? null : element.asText()));
        }
        return values;
    }

    private static StoredValue stored(String member, JsonNode column, int position, @Nullable String value) {
        return new StoredValue(
                member,
                column.path("variableId").textValue(),
                column.path("variableName").textValue(),
                column.path("dataType").textValue(),
                column.path("isSensitive").isBoolean()
                        ? column.path("isSensitive").booleanValue()
                        : null,
                position,
                null,
                value,
                null);
    }
}
