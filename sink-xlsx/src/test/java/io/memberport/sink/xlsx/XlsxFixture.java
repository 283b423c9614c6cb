package io.memberport.sink.xlsx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.file.Disk;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workbook in a directory of its own, read by fastexcel and, as far as the manifest is needed, by Jackson. */
record XlsxFixture(Path directory) implements SinkFixture {

    private static final String NAME = "members.xlsx";
    private static final String MANIFEST = NAME + ".manifest.json";

    private Path file() {
        return directory.resolve(NAME);
    }

    @Override
    public MemberSinkProvider provider() {
        return new XlsxMemberSinkProvider();
    }

    @Override
    public String target() {
        return "xlsx:" + file();
    }

    /** The contract has a text that is longer than a cell can be. */
    @Override
    public Map<String, String> options() {
        return Map.of("invalid-values", "replace");
    }

    @Override
    public Set<KeptDetail> keeps() {
        return EnumSet.complementOf(EnumSet.of(KeptDetail.VALUE_ID, KeptDetail.EFFECTIVE_DATE, KeptDetail.NOTHING));
    }

    @Override
    public @Nullable String shown(ProfileVariable variable, Value value) {
        Text text = value.text();
        return text == null
                ? null
                : text.length() > Sheets.MOST_CHARACTERS ? beginning(text.asString()) : text.asString();
    }

    /** What of a text that is too long, alone or at the end of a list, is in a cell for certain. */
    private static String beginning(String text) {
        return text.substring(0, 20_000) + "…";
    }

    @Override
    public Collection<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals(NAME) && !name.equals(MANIFEST))
                    .toList();
        }
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        Disk disk =
                switch (point) {
                    // The first part's header and the first rows are written when the run opens.
                    case WRITE -> FaultyDisk.fullAfter(2);
                    case HALFWAY -> FaultyDisk.fullAfter(3);
                    case COMMIT ->
                        FaultyDisk.renaming((from, to) -> {
                            throw new IOException("injected");
                        });
                };
        return new XlsxMemberSink(file(), new WorkbookOptions(false), disk);
    }

    @Override
    public Collection<StoredValue> read() throws IOException {
        if (!Files.exists(file())) {
            return List.of();
        }
        List<List<@Nullable String>> rows = Workbooks.rows(file(), "Members");
        List<@Nullable String> header = rows.get(0);
        Map<String, JsonNode> columns = new HashMap<>();
        for (JsonNode column : new ObjectMapper()
                .readTree(directory.resolve(MANIFEST).toFile())
                .path("columns")) {
            columns.put(column.path("column").asText(), column);
        }
        List<StoredValue> values = new ArrayList<>();
        for (List<@Nullable String> row : rows.subList(1, rows.size())) {
            String member = String.valueOf(row.get(0));
            values.add(StoredValue.ofMember(member));
            for (int i = 1; i < row.size(); i++) {
                values.addAll(ofCell(member, columns.get(header.get(i)), row.get(i)));
            }
        }
        return values;
    }

    private static List<StoredValue> ofCell(String member, @Nullable JsonNode column, @Nullable String cell)
            throws IOException {
        if (column == null) {
            throw new IOException("the manifest does not know a column of the file");
        }
        if (cell == null) {
            return List.of();
        }
        boolean isCut = cell.length() == Sheets.MOST_CHARACTERS && cell.endsWith("…");
        if (!column.path("dataType").asText().equals("set")) {
            return List.of(stored(member, column, 0, isCut ? beginning(cell) : cell));
        }
        List<StoredValue> values = new ArrayList<>();
        List<@Nullable String> elements = elements(cell);
        for (String element : elements) {
            boolean isLast = values.size() == elements.size() - 1;
            values.add(stored(
                    member, column, values.size(), element != null && isCut && isLast ? beginning(element) : element));
        }
        return values;
    }

    /** The values of a list, as docs/spreadsheets.md says to read it. */
    static List<@Nullable String> elements(String list) {
        List<@Nullable String> elements = new ArrayList<>();
        int at = 0;
        while (at < list.length()) {
            int end = endOfElement(list, at);
            String element = list.substring(at, end);
            if (element.startsWith("\"")) {
                elements.add(element.substring(1, element.length() - 1).replace("\"\"", "\""));
            } else {
                elements.add(element.equals("null") ? null : element);
            }
            at = end + "; ".length();
        }
        return elements;
    }

    private static int endOfElement(String list, int start) {
        boolean quoted = false;
        for (int i = start; i < list.length(); i++) {
            if (list.charAt(i) == '"') {
                quoted = !quoted;
            } else if (list.charAt(i) == ';' && !quoted) {
                return i;
            }
        }
        return list.length();
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
