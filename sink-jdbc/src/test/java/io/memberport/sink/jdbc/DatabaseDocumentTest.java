package io.memberport.sink.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.encoding.column.SqlNames;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.layout.WideLimits;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Departed;
import io.memberport.sink.jdbc.options.JdbcOptions.InvalidValues;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import io.memberport.testkit.TestExport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page says of options, types, columns and limits is so. */
class DatabaseDocumentTest {

    private static final List<String> DIALECTS = List.of("postgresql", "mariadb", "sqlite", "h2", "duckdb", "ansi");
    private static final String MAPPING = "member_wide_column";

    /** For all exports together, as the page says. */
    private static final List<String> WITHOUT_HISTORY =
            List.of(MAPPING, "variable_option", "member_wide_option", "member_document_option");

    private static final String DESCRIPTIONS = "member_wide_variable_history";

    @Test
    void hasEveryOptionWithItsDefaultAndItsValues() {
        String head = DatabaseDocument.section("# Databases");
        Map<String, List<String>> told = new LinkedHashMap<>();
        DatabaseDocument.rows(head).forEach(row -> told.put(plain(row.get(0)), row));
        List<SinkOption> options = new JdbcMemberSinkProvider().options();

        assertEquals(options.stream().map(SinkOption::name).toList(), List.copyOf(told.keySet()));
        for (SinkOption option : options) {
            List<String> row = told.getOrDefault(option.name(), List.of());
            List<String> values = option.type().alternatives();
            assertEquals("`" + option.defaultValue() + "`", row.get(2), option.name());
            if (!values.isEmpty()) {
                assertEquals("`" + String.join("`, `", values) + "`", row.get(1), option.name());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void hasTheVersionThatIsTestedWith(Product product, @TempDir Path directory) throws SQLException {
        TestDatabase database = TestDatabase.create(product, directory);
        try (Connection connection = database.connect()) {
            String name = connection.getMetaData().getDatabaseProductName();
            String version = connection.getMetaData().getDatabaseProductVersion();
            String told = toldVersion(product == Product.ANSI ? "another" : name);

            // The page chooses how many parts of it to tell.
            assertTrue(
                    version.matches("v?" + Pattern.quote(told) + "\\b.*"), name + " is " + version + ", not " + told);
        } finally {
            database.removal().run();
        }
    }

    private static String toldVersion(String database) {
        return DatabaseDocument.rows(DatabaseDocument.section("## Targets and credentials")).stream()
                .filter(row -> row.get(0).equals(database))
                .map(row -> row.get(2).replaceFirst("^HSQLDB ", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void hasEveryTypeOfEveryDatabase() {
        Map<String, List<String>> told = new LinkedHashMap<>();
        DatabaseDocument.rows(DatabaseDocument.section("## The tables"))
                .forEach(row -> told.put(
                        row.get(0),
                        row.subList(1, row.size()).stream()
                                .map(DatabaseDocumentTest::plain)
                                .toList()));

        for (ColumnType type : ColumnType.values()) {
            List<String> types = DIALECTS.stream()
                    .map(name -> DatabaseProduct.named(name).sql().dialect().type(type))
                    .toList();
            assertEquals(types, told.get(word(type)), type.name());
        }
    }

    private static String word(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void hasEveryColumnOfALayout(Layout layout) {
        List<String> told = columnsToldUnder("### layout=" + SinkOption.wireName(layout));

        assertEquals(columns(tables(layout, Mode.MERGE)), told);
    }

    @Test
    void hasEveryColumnOfTheSyncTable() {
        assertEquals(columns(List.of(SyncLog.TABLE)), columnsToldUnder("### The sync table"));
    }

    /** In the order of the page; rows that are about something else than a column have no plain name in front. */
    private static List<String> columnsToldUnder(String heading) {
        return DatabaseDocument.rows(DatabaseDocument.section(heading)).stream()
                .filter(row -> row.get(0).matches("`[a-z0-9_]+`"))
                .map(row -> plain(row.get(0)) + " " + row.get(1))
                .toList();
    }

    private static List<String> columns(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.columns().stream())
                .map(column -> column.name() + " " + shown(column))
                .toList();
    }

    private static String shown(Column column) {
        String type = column.type() == ColumnType.DOUBLE ? "number" : word(column.type());
        return type + (column.required() ? ", not null" : "");
    }

    private static List<Table> tables(Layout layout, Mode mode) {
        JdbcOptions settings = settings(layout, mode, Numbers.DOUBLE);
        DatabaseSql sql = DatabaseProduct.named("ansi").sql();
        return TableSet.of(sql, new TableNames(sql.dialect(), null, ""), settings)
                .tables();
    }

    private static JdbcOptions settings(Layout layout, Mode mode, Numbers numbers) {
        return new JdbcOptions(
                layout, mode, numbers, InvalidValues.REJECT, TooWide.REFUSE, Departed.MARK, 20, null, "", false, true);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void tellsHowTheTablesOfHistoryDiffer(Layout layout) {
        Set<String> expected = new TreeSet<>();
        for (Table table : tables(layout, Mode.MERGE)) {
            boolean isSame = WITHOUT_HISTORY.contains(table.name());
            expected.add(table.name() + "_history " + (isSame ? table.columns() : history(table)));
        }
        if (layout == Layout.WIDE) {
            Table variable = tables(Layout.LONG, Mode.MERGE).get(1);
            expected.add(DESCRIPTIONS + " " + history(variable));
        }

        Set<String> made = new TreeSet<>();
        tables(layout, Mode.APPEND).forEach(table -> made.add(table.name() + " " + table.columns()));
        assertEquals(expected, made);
    }

    /** As the page says it. */
    private static List<Column> history(Table table) {
        List<Column> columns = new ArrayList<>(List.of(Column.required("batch_id", ColumnType.ID)));
        columns.addAll(table.columns());
        columns.removeIf(column -> column.name().equals("departed_at"));
        if (columns.removeIf(column -> column.name().startsWith("last_"))) {
            columns.add(Column.optional("export_date", ColumnType.TIME));
        }
        return columns;
    }

    @Test
    void namesTheTablesThatAreHistoryInTheirOwnWay() {
        String section = DatabaseDocument.section("### mode=append");

        assertTrue(section.contains("`" + DESCRIPTIONS + "`"));
        WITHOUT_HISTORY.forEach(table -> assertTrue(section.contains("`" + table + "_history`"), table));
    }

    @Test
    void hasTheRoomInARow() {
        Map<String, List<String>> told = new LinkedHashMap<>();
        DatabaseDocument.rows(DatabaseDocument.section("## Limits"))
                .forEach(row -> told.put(row.get(0).toLowerCase(Locale.ROOT), row.subList(1, row.size())));

        for (String name : DIALECTS) {
            Dialect dialect = DatabaseProduct.named(name).sql().dialect();
            List<String> limits = Stream.of(
                            dialect.mostColumns(), most(dialect, ColumnKind.TEXT), most(dialect, ColumnKind.NUMBER))
                    .map(String::valueOf)
                    .toList();
            assertEquals(limits, told.get(name), name);
        }
    }

    private static int most(Dialect dialect, ColumnKind kind) {
        WideLimits limits = new WideLimits(dialect, settings(Layout.WIDE, Mode.MERGE, Numbers.DOUBLE));
        int count = 0;
        for (int step = 1 << 14; step > 0; step /= 2) {
            if (limits.haveRoomFor(Collections.nCopies(count + step, kind))) {
                count += step;
            }
        }
        return count;
    }

    @Test
    void namesColumnsAsItSays() {
        String section = DatabaseDocument.section("### layout=wide").replace('\n', ' ');
        SqlNames names = new SqlNames(List.of());
        for (String name : Arrays.asList("E-mail (private)", "2nd city", "Order")) {
            String column = names.assign(TestExport.variable("v-" + name, name, "string"));
            assertTrue(section.contains("`" + name + "` is `" + column + "`"), name);
        }
    }
}
