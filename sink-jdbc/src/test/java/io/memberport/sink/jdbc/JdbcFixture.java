package io.memberport.sink.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memberport.encoding.column.ColumnKind;
import io.memberport.model.DataType;
import io.memberport.model.ProfileVariable;
import io.memberport.model.UtcDateTime;
import io.memberport.model.Value;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import io.memberport.port.SinkOptions;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.BreakPoint;
import io.memberport.testkit.fixture.KeptDetail;
import io.memberport.testkit.fixture.MemberJson;
import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.SabotagedSink;
import io.memberport.testkit.fixture.SinkFixture;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A database, read by plain JDBC as the documentation tells readers to. */
final class JdbcFixture implements SinkFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase database;
    private final Layout layout;
    private final Mode mode;
    private final Map<String, String> options;

    JdbcFixture(TestDatabase database, Layout layout, Mode mode) {
        this.database = database;
        this.layout = layout;
        this.mode = mode;
        this.options = new HashMap<>(database.options());
        options.put("layout", SinkOption.wireName(layout));
        options.put("mode", SinkOption.wireName(mode));
        if (mode == Mode.REPLACE) {
            options.put("force-replace", "on");
        } else if (mode == Mode.MERGE) {
            // A full export under other privacy rules replaces all, and those of the contract lack a member.
            options.put("departed-limit", "100");
        }
    }

    /** A database of its own for one test. */
    static SinkFixture of(Product product, Path directory, Layout layout, Mode mode) {
        return new JdbcFixture(TestDatabase.create(product, directory), layout, mode);
    }

    @Override
    public MemberSinkProvider provider() {
        return new JdbcMemberSinkProvider();
    }

    @Override
    public String target() {
        return database.url();
    }

    @Override
    public Map<String, String> options() {
        return options;
    }

    @Override
    public Collection<Map<String, String>> optionsOfOtherForms() {
        List<Map<String, String>> others = new ArrayList<>();
        for (Layout other : Layout.values()) {
            if (other != layout) {
                others.add(with("layout", SinkOption.wireName(other)));
            }
        }
        others.add(with("mode", mode == Mode.APPEND ? "merge" : "append"));
        others.add(with("table-prefix", "other_"));
        if (layout != Layout.JSON && database.product() != Product.SQLITE) {
            others.add(with("numbers", "decimal"));
        }
        return others;
    }

    @Override
    public Map<String, String> optionsThatReplace() {
        return with("invalid-values", "replace");
    }

    private Map<String, String> with(String option, String value) {
        Map<String, String> changed = new HashMap<>(options);
        changed.put(option, value);
        return changed;
    }

    @Override
    public Accumulation accumulation() {
        return switch (mode) {
            case MERGE -> Accumulation.MERGE;
            case REPLACE -> Accumulation.SNAPSHOT;
            case APPEND -> Accumulation.APPEND;
        };
    }

    /** Replacing is forced here. */
    @Override
    public boolean takesIncremental() {
        return true;
    }

    @Override
    public RepeatedMember repeatedMember() {
        return RepeatedMember.LAST_WINS;
    }

    @Override
    public Set<KeptDetail> keeps() {
        Set<KeptDetail> kept = EnumSet.allOf(KeptDetail.class);
        if (database.product() == Product.POSTGRESQL) {
            kept.remove(KeptDetail.NUL_CHARACTER);
        }
        if (layout == Layout.WIDE) {
            kept.removeAll(EnumSet.of(KeptDetail.VALUE_ID, KeptDetail.EFFECTIVE_DATE, KeptDetail.NOTHING));
        }
        return kept;
    }

    @Override
    public @Nullable String shown(ProfileVariable variable, Value value) {
        String text = SinkFixture.super.shown(variable, value);
        if (text == null) {
            return null;
        }
        return switch (layout) {
            case LONG -> text;
            case JSON -> value.kind() == Value.Kind.STRING ? text : inDocument(text);
            case WIDE -> shownInColumn(variable.dataType(), text);
        };
    }

    /** A database's JSON type may write numbers and white space in its own way. */
    private String inDocument(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return node.isNumber() ? new BigDecimal(json).stripTrailingZeros().toPlainString() : node.toString();
        } catch (IOException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    /** What is no number or date-time is null where one is wanted. */
    private @Nullable String shownInColumn(DataType type, String text) {
        return switch (ColumnKind.of(type)) {
            case NUMBER -> isNumber(text) ? number(Double.parseDouble(text)) : null;
            case TIME ->
                Optional.ofNullable(UtcDateTime.parse(text))
                        .map(Instant::toString)
                        .orElse(null);
            case TEXT, LIST -> text;
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9].*");
    }

    /** Not every database knows a negative zero. */
    private static String number(double value) {
        return String.valueOf(value == 0 ? 0.0 : value);
    }

    @Override
    public MemberSink breakingAt(BreakPoint point) {
        BreakableConnections connections = new BreakableConnections(database);
        MemberSink sink = JdbcMemberSink.to(connections, database.url())
                .dialect(database.dialectName())
                .layout(layout)
                .mode(mode)
                .forced(true)
                .build();
        return SabotagedSink.at(point, sink, run -> connections.breakAll());
    }

    /** A sink as users make it. */
    MemberSink sink() {
        return provider().create(target(), SinkOptions.of(provider(), options));
    }

    @Override
    public void remove() {
        database.removal().run();
    }

    @Override
    public Collection<String> leftovers() throws SQLException {
        List<String> left = new ArrayList<>();
        for (String table : tables()) {
            if (table.contains("stage")) {
                left.add(table);
            }
        }
        return left;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        if (database.isAbsent()) {
            return tables;
        }
        try (Connection connection = database.connect();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), database.schema(connection), "%", null)) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return tables;
    }

    @Override
    public Collection<StoredValue> read() throws SQLException, IOException {
        String suffix = mode == Mode.APPEND ? "_history" : "";
        List<String> tables = tables();
        if (!tables.contains("memberport_sync")) {
            return List.of();
        }
        try (Connection connection = database.connect()) {
            return switch (layout) {
                case LONG -> readLong(connection, suffix);
                case WIDE -> readWide(connection, suffix);
                case JSON -> readDocuments(connection, suffix);
            };
        }
    }

    private List<StoredValue> readLong(Connection connection, String suffix) throws SQLException {
        String same = suffix.isEmpty() ? "" : " AND v.batch_id = m.batch_id";
        String sameOfVariable = suffix.isEmpty() ? "" : " AND d.batch_id = m.batch_id";
        List<StoredValue> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT m.member_id, v.variable_id, d.name, d.data_type,"
                        + " d.is_sensitive, v." + database.dialect().quote("position") + ", v.value_id, v."
                        + database.dialect().quote("value") + ", v.effective_date FROM member" + suffix
                        + " m LEFT JOIN member_value" + suffix + " v ON v.member_id = m.member_id" + same
                        + " LEFT JOIN variable" + suffix
                        + " d ON d.variable_id = v.variable_id" + sameOfVariable)) {
            while (row.next()) {
                values.add(ofLongRow(row));
            }
        }
        return values;
    }

    private StoredValue ofLongRow(ResultSet row) throws SQLException {
        String variable = row.getString(2);
        if (variable == null) {
            return StoredValue.ofMember(row.getString(1));
        }
        int position = row.getInt(6);
        Instant effective = database.dialect().readTime(row, 9);
        return new StoredValue(
                row.getString(1),
                variable,
                row.getString(3),
                row.getString(4),
                flag(row, 5),
                position < 0 ? null : position,
                row.getString(7),
                row.getString(8),
                effective == null ? null : effective.toString());
    }

    private static @Nullable Boolean flag(ResultSet row, int index) throws SQLException {
        boolean value = row.getBoolean(index);
        return row.wasNull() ? null : value;
    }

    /** A column of the wide layout as the mapping describes it. */
    private record Mapped(
            String column,
            String variable,
            String kind,
            @Nullable String name,
            @Nullable String dataType,
            @Nullable Boolean sensitive) {}

    private List<StoredValue> readWide(Connection connection, String suffix) throws SQLException, IOException {
        List<StoredValue> values = new ArrayList<>();
        if (mode != Mode.APPEND) {
            return readWide(connection, suffix, "c", " WHERE c.is_current", "");
        }
        for (String batch : strings(connection, "SELECT DISTINCT batch_id FROM member_wide_history")) {
            values.addAll(readWide(
                    connection,
                    suffix,
                    "d",
                    " JOIN member_wide_variable_history d ON d.variable_id = c.variable_id WHERE d.batch_id = '" + batch
                            + "'",
                    " WHERE batch_id = '" + batch + "'"));
        }
        return values;
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                strings.add(row.getString(1));
            }
        }
        return strings;
    }

    private List<StoredValue> readWide(
            Connection connection, String suffix, String described, String mapped, String members)
            throws SQLException, IOException {
        List<Mapped> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.column_name, c.variable_id, c.kind, " + described
                        + ".name, " + described + ".data_type, " + described + ".is_sensitive FROM member_wide_column"
                        + suffix + " c" + mapped)) {
            while (row.next()) {
                columns.add(new Mapped(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        flag(row, 6)));
            }
        }
        StringBuilder sql =
                new StringBuilder("SELECT ").append(database.dialect().quote("member_id"));
        columns.forEach(column -> sql.append(", ").append(database.dialect().quote(column.column())));
        sql.append(" FROM member_wide").append(suffix).append(members);
        List<StoredValue> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            while (row.next()) {
                values.add(StoredValue.ofMember(row.getString(1)));
                for (int i = 0; i < columns.size(); i++) {
                    values.addAll(ofCell(row, i + 2, columns.get(i)));
                }
            }
        }
        return values;
    }

    private List<StoredValue> ofCell(ResultSet row, int index, Mapped column) throws SQLException, IOException {
        String text = row.getString(index);
        if (text == null) {
            return List.of();
        }
        if ("set".equals(column.dataType())) {
            List<StoredValue> values = new ArrayList<>();
            for (JsonNode element : JSON.readTree(text)) {
                values.add(stored(row.getString(1), column, values.size(), element.isNull() ? null : element.asText()));
            }
            return values;
        }
        String shown =
                switch (ColumnKind.ofWireName(column.kind())) {
                    case TEXT, LIST -> text;
                    case NUMBER -> number(row.getDouble(index));
                    case TIME -> String.valueOf(database.dialect().readTime(row, index));
                };
        return List.of(stored(row.getString(1), column, 0, shown));
    }

    private static StoredValue stored(String member, Mapped column, int position, @Nullable String value) {
        return new StoredValue(
                member,
                column.variable(),
                column.name(),
                column.dataType(),
                column.sensitive(),
                position,
                null,
                value,
                null);
    }

    private List<StoredValue> readDocuments(Connection connection, String suffix) throws SQLException, IOException {
        List<StoredValue> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT document FROM " + "member_document" + suffix)) {
            while (row.next()) {
                for (StoredValue value : MemberJson.values(row.getString(1))) {
                    values.add(comparable(value));
                }
            }
        }
        return values;
    }

    /** Numbers and JSON as {@link #shown} shows them; a text that looks like one of them is one by its type. */
    private StoredValue comparable(StoredValue value) {
        String text = value.value();
        boolean notText = text != null
                && ("double".equals(value.dataType()) || "geo".equals(value.dataType()))
                && (isNumber(text) || text.startsWith("{"));
        return !notText
                ? value
                : new StoredValue(
                        value.memberId(),
                        value.variableId(),
                        value.variableName(),
                        value.dataType(),
                        value.sensitive(),
                        value.position(),
                        value.valueId(),
                        inDocument(String.valueOf(text)),
                        value.effectiveDate());
    }
}
