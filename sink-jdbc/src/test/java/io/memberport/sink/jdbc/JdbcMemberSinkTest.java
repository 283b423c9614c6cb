package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.memberport.encoding.column.ColumnKind;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.export.TargetResult;
import io.memberport.export.TargetsFailedException;
import io.memberport.model.VariableValues;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.layout.WideLimits;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.options.JdbcOptions.Numbers;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.testkit.TestExport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcMemberSinkTest extends DatabaseTest {

    private static final TestExport EXPORT = TestExport.of("batch-1")
            .member("m-1", values(variable("v-city", "City", "string"), text("Bonn")))
            .member("m-2", values(variable("v-city", "City", "string"), text("Köln")))
            .member("m-3", values(variable("v-city", "City", "string"), text("Mainz")));

    private static MemberportException refused(Runnable action) {
        return assertThrows(MemberportException.class, action::run);
    }

    private static String failureOf(Runnable run) {
        TargetsFailedException failed = assertThrows(TargetsFailedException.class, run::run);
        return String.valueOf(failed.targets().get(0).failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/x?user=u&password=s3cret",
                "jdbc:postgresql://u:s3cret@localhost/x",
                "jdbc:h2:./x;PASSWORD=s3cret",
                "jdbc:mariadb://localhost/x?pwd=s3cret"
            })
    void refusesAPasswordInTheUrlWithoutRepeatingIt(String url) {
        MemberportException failure = refused(() -> JdbcMemberSink.to(url).build());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertEquals(Remedy.GIVE_DATABASE_PASSWORD, failure.remedy().orElseThrow());
        assertFalse(failure.toString().contains("s3cret"), failure.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:oracle:thin:@//host/x", "jdbc:sqlserver://host;databaseName=x", "jdbc:ansi:x"})
    void namesTheDatabasesThereAreForOneThatIsNotAmongThem(String url) {
        MemberportException failure = refused(() -> JdbcMemberSink.to(url).build());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        for (String part : List.of("PostgreSQL", "MariaDB", "SQLite", "H2", "DuckDB", "dialect=ansi")) {
            assertTrue(failure.toString().contains(part), failure.toString());
        }
    }

    @Test
    void saysWhatIsMissingWithoutADriver() {
        JdbcMemberSink sink =
                JdbcMemberSink.to("jdbc:oracle:thin:@//host/x").dialect("ansi").build();

        MemberportException failure = refused(sink::check);

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("no JDBC driver"), failure.toString());
    }

    @Test
    void showsNeitherParametersNorUserInItsDescription() {
        assertEquals(
                "jdbc:postgresql://host/x (crm.a_*)",
                JdbcMemberSink.to("jdbc:postgresql://user@host/x?sslpassword=s3cret")
                        .schema("crm")
                        .tablePrefix("a_")
                        .build()
                        .description());
    }

    @Test
    void makesNoFileBeforeItIsOpenedAndThenOneThatNoOtherUserReads() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        Path file = directory.resolve("members.db");
        try (JdbcMemberSink sink = runs.to().build()) {
            sink.check();
            assertEquals(Optional.empty(), sink.lastCommit(SinkRuns.COMMUNITY));
        }
        assertFalse(Files.exists(file));

        runs.load(runs.to().build(), EXPORT);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void saysThatTheDirectoryOfAFileIsMissing() {
        JdbcMemberSink sink = JdbcMemberSink.to("jdbc:sqlite:" + directory.resolve("no/members.db"))
                .build();

        assertTrue(refused(sink::check).toString().contains("directory"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"SQLITE", "H2", "DUCKDB"})
    void saysThatAFileOrItsDirectoryMayNotBeWritten(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), EXPORT);
        Path file = runs.database().file();
        assertNotNull(file);
        byte[] content = Files.readAllBytes(file);
        for (Path closed : List.of(file, directory)) {
            Set<PosixFilePermission> former = Files.getPosixFilePermissions(closed);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
            try {
                assumeFalse(Files.isWritable(closed), "an administrator may write everywhere");

                MemberportException failure = refused(runs.to().build()::check);

                assertEquals(FailureKind.TARGET, failure.kind());
                assertTrue(failure.toString().contains("no permission for " + closed + "."), failure.toString());
            } finally {
                Files.setPosixFilePermissions(closed, former);
            }
        }
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, ?open_mode=1", "H2, ;ACCESS_MODE_DATA=r", "DUCKDB, ;access_mode=read_only"})
    void saysThatADatabaseIsOpenedForReadingOnly(Product product, String parameter) {
        SinkRuns runs = on(product);
        runs.load(runs.to().build(), EXPORT);
        JdbcMemberSink sink =
                JdbcMemberSink.to(runs.database().url() + parameter).build();

        MemberportException failure = refused(sink::check);

        assertEquals(FailureKind.TARGET, failure.kind());
        assertTrue(failure.toString().contains("opens it for reading only"), failure.toString());
    }

    @Test
    void saysThatAFileIsNoDatabase() throws Exception {
        Path file = directory.resolve("members.db");
        Files.writeString(file, "This is a text, and long enough to be taken for a header. ".repeat(20));

        MemberportException failure =
                refused(JdbcMemberSink.to("jdbc:sqlite:" + file).build()::check);

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("not a database"), failure.toString());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void looksAtATargetWhileARunIsAtWork(Product product) throws Exception {
        JdbcFixture fixture = new JdbcFixture(on(product).database(), Layout.LONG, JdbcOptions.Mode.MERGE);
        for (String batch : List.of("batch-1", "batch-2")) {
            try (MemberSink running = fixture.sink();
                    MemberSink looking = fixture.sink();
                    SinkRun run = running.open(SinkContext.of(SinkRuns.COMMUNITY))) {
                EXPORT.blocks().forEach(run::write);
                List<String> during = List.copyOf(fixture.leftovers());

                looking.check();

                assertEquals(during, List.copyOf(fixture.leftovers()));
                run.commit(EXPORT.withBatchId(batch).metadata());
            }
            assertEquals(List.of(), fixture.leftovers());
            assertEquals(3, fixture.read().size());
        }
    }

    @Test
    void refusesTablesOfAnotherCommunity() {
        SinkRuns runs = on(Product.H2);
        runs.load("one", runs.to().build(), EXPORT);

        String failure = failureOf(() -> runs.load("other", runs.to().build(), EXPORT.withBatchId("b-2")));

        assertTrue(failure.contains("another community"), failure);
        runs.load("other", runs.to().tablePrefix("other_").build(), EXPORT.withBatchId("b-2"));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void refusesATableThatIsNotItsOwn(Product product) throws Exception {
        for (String table : List.of("member", "memberport_sync")) {
            SinkRuns runs = on(product);
            runs.execute("CREATE TABLE " + table + " (id INTEGER, name VARCHAR(10))");
            JdbcMemberSink.Builder sink = runs.to().dialect(runs.database().dialectName());

            MemberportException failure = refused(sink.build()::check);

            assertEquals(FailureKind.CONFIGURATION, failure.kind());
            assertTrue(
                    failure.toString().contains("a table " + table + " that is not Memberport's"), failure.toString());
            assertTrue(failureOf(() -> runs.load(sink.build(), EXPORT)).contains("not Memberport's"));
            assertEquals("0", runs.one("SELECT COUNT(*) FROM " + table));
            runs.execute("DROP TABLE " + table);
        }
    }

    @Test
    void refusesAViewThatIsNotItsOwn() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        runs.execute("CREATE VIEW member AS SELECT 1 AS id");

        assertTrue(refused(runs.to().build()::check).toString().contains("not Memberport's"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "SQLITE", "H2", "DUCKDB"})
    void writesIntoTablesMadeByItsScriptWithoutMakingAny(Product product) throws Exception {
        SinkRuns runs = on(product);
        assertTrue(failureOf(() -> runs.load(runs.to().createsTables(false).build(), EXPORT))
                .contains("create-tables=off"));
        for (String statement : runs.to().build().setupScript().split(";\n", -1)) {
            if (!statement.isBlank()) {
                runs.execute(statement);
            }
        }

        runs.load(runs.to().createsTables(false).build(), EXPORT);

        assertEquals("3", runs.one("SELECT COUNT(*) FROM member"));
    }

    @Test
    void addsNoColumnsWhereItMayNot() {
        SinkRuns runs = on(Product.POSTGRESQL);
        runs.load(runs.to().layout(Layout.WIDE).build(), EXPORT);
        TestExport more = TestExport.of("batch-2").member("m-1", values(variable("v-new", "New", "string"), text("x")));

        assertTrue(failureOf(() -> runs.load(
                        runs.to().layout(Layout.WIDE).createsTables(false).build(), more))
                .contains("lacks the column new"));
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class)
    void replaceRefusesExportsThatAreNotWholeOrHaveShrunk(Layout layout) throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        runs.load(runs.to().layout(layout).mode(Mode.REPLACE).build(), EXPORT);
        TestExport small =
                TestExport.of("batch-2").member("m-1", values(variable("v-city", "City", "string"), text("Ulm")));
        TestExport changes = EXPORT.withBatchId("batch-3").since(Instant.parse("2026-01-01T00:00:00Z"));

        String shrunk = failureOf(
                () -> runs.load(runs.to().layout(layout).mode(Mode.REPLACE).build(), small));
        String partial = failureOf(
                () -> runs.load(runs.to().layout(layout).mode(Mode.REPLACE).build(), changes));

        assertTrue(shrunk.contains("force-replace=on"), shrunk);
        assertTrue(partial.contains("To replace everything with these changes, allow that explicitly."), partial);
        runs.load(
                runs.to().layout(layout).mode(Mode.REPLACE).forced(true).build(),
                small.since(Instant.parse("2026-01-01T00:00:00Z")));
        String table =
                switch (layout) {
                    case LONG -> "member";
                    case WIDE -> "member_wide";
                    case JSON -> "member_document";
                };
        assertEquals("1", runs.one("SELECT COUNT(*) FROM " + table));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void takesATablePrefixForTheSameInEachCase(Product product) throws Exception {
        SinkRuns runs = on(product);
        runs.load(runs.to().tablePrefix("Crm_").build(), EXPORT);

        runs.load(runs.to().tablePrefix("crm_").build(), EXPORT.withBatchId("batch-2"));

        assertEquals("2", runs.one("SELECT COUNT(*) FROM crm_memberport_sync"));
    }

    @Test
    void refusesATimeForStatementsBelowZero() {
        MemberportException failure = refused(() -> on(Product.SQLITE).to().statementTimeout(Duration.ofSeconds(-1)));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("The longest time that statements may take cannot be negative."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1_", "crm-", "é", "a2345678901234567890123456789012"})
    void refusesAPrefixThatNoNameOfATableCanBeginWith(String prefix) {
        MemberportException failure =
                refused(() -> on(Product.SQLITE).to().tablePrefix(prefix).build());

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("The option table-prefix is not valid."), failure.toString());
        assertTrue(failure.toString().contains("It must be a letter and then letters, digits and underscores"));
    }

    @Test
    void refusesASchemaInSqlite() {
        MemberportException failure =
                refused(on(Product.SQLITE).to().schema("crm").build()::check);

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
    }

    @Test
    void refusesNumbersOfAnotherTypeThanItsTablesHave() {
        SinkRuns runs = on(Product.H2);
        runs.load(runs.to().build(), EXPORT);

        MemberportException failure = refused(runs.to().numbers(Numbers.DECIMAL).build()::check);

        assertTrue(failure.toString().contains("numbers=double"), failure.toString());
    }

    private static TestExport wideExport(int variables) {
        return TestExport.of("batch-" + variables)
                .member(
                        "m-1",
                        IntStream.range(0, variables)
                                .mapToObj(i -> values(variable("v-" + i, "Name " + i, "string"), text("x")))
                                .toArray(VariableValues[]::new));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "SQLITE"})
    void refusesMoreVariablesThanARowIsSureToHaveRoomFor(Product product) {
        SinkRuns runs = on(product);
        JdbcMemberSink sink = runs.to().layout(Layout.WIDE).build();

        assertTrue(failureOf(() -> runs.load(sink, wideExport(2_000))).contains("too-wide=long"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "SQLITE"})
    void writesAsManyVariablesAsItSaysThereIsRoomFor(Product product) throws Exception {
        SinkRuns runs = on(product);
        int most = runs.database().dialect().mostColumns();
        JdbcOptions settings = new JdbcOptions(
                Layout.WIDE,
                Mode.MERGE,
                Numbers.DOUBLE,
                JdbcOptions.InvalidValues.REJECT,
                TooWide.REFUSE,
                JdbcOptions.Departed.KEEP,
                JdbcOptions.USUAL_DEPARTED_LIMIT,
                null,
                "",
                false,
                true);
        WideLimits limits = new WideLimits(runs.database().dialect(), settings);
        int room = IntStream.range(1, most)
                        .filter(count -> !limits.haveRoomFor(Collections.nCopies(count, ColumnKind.TEXT)))
                        .findFirst()
                        .orElse(most)
                - 1;
        TestExport full = TestExport.of("batch-full")
                .member(
                        "m-1",
                        IntStream.range(0, room)
                                .mapToObj(i ->
                                        values(variable("v-" + i, "Name " + i, "string"), text("y".repeat(i % 90))))
                                .toArray(VariableValues[]::new));

        runs.load(runs.to().layout(Layout.WIDE).build(), full);
        runs.load(runs.to().layout(Layout.WIDE).build(), full.withBatchId("batch-again"));

        assertEquals(String.valueOf(room), runs.one("SELECT COUNT(*) FROM member_wide_column"));
    }

    @Test
    void writesLongInsteadOfTooWideIfAskedAndStaysWithIt() throws Exception {
        SinkRuns runs = on(Product.POSTGRESQL);
        JdbcMemberSink sink =
                runs.to().layout(Layout.WIDE).tooWide(TooWide.LONG).build();
        assertTrue(sink.needsVariablesFirst());

        runs.load(sink, wideExport(1_000));
        runs.load(runs.to().layout(Layout.WIDE).tooWide(TooWide.LONG).build(), wideExport(10));

        assertEquals("1000", runs.one("SELECT COUNT(*) FROM member_value"));
        assertEquals("2", runs.one("SELECT COUNT(*) FROM memberport_sync WHERE table_set = 'long'"));
    }

    @Test
    void countsMembersThatComeTwice() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        TestExport export = TestExport.of("batch-twice")
                .member("m-1", values(variable("v-a", "A", "double"), number("1")))
                .member("m-1", values(variable("v-a", "A", "double"), number("2")));

        runs.load(runs.to().build(), export);

        assertEquals("2", runs.one("SELECT value FROM member_value"));
        assertEquals("1", runs.one("SELECT repeated_member_count FROM memberport_sync"));
    }

    /** Under whatever names, it is the same variable. */
    @Test
    void takesTheLastOfTheEntriesThatAMemberHasOfAVariable() throws Exception {
        SinkRuns runs = on(Product.SQLITE);
        TestExport export = TestExport.of("batch-twice")
                .member(
                        "m-1",
                        values(variable("v-a", "A", "string"), text("1"), text("2"), text("3")),
                        values(variable("v-b", "B", "string"), text("4")),
                        values(variable("v-a", "New", "string"), text("5"), text("6")))
                .member("m-2", values(variable("v-a", "A", "string"), text("7")));

        runs.load(runs.to().build(), export);
        runs.load(runs.to().layout(Layout.WIDE).build(), export);

        assertEquals(
                "m-1 v-a 0 5|m-1 v-a 1 6|m-1 v-b 0 4|m-2 v-a 0 7",
                runs.one(
                        "SELECT group_concat(r, '|') FROM (SELECT member_id || ' ' || variable_id || ' ' || position ||"
                                + " ' ' || value AS r FROM member_value ORDER BY member_id, variable_id, position)"));
        assertEquals(
                "[\"5\",\"6\"] 4|7 ",
                runs.one("SELECT group_concat(a || ' ' || COALESCE(b, ''), '|') FROM (SELECT a, b FROM member_wide"
                        + " ORDER BY member_id)"));
    }

    /** The table cannot be told from a healthy one, and the insert of a value fails with a message that quotes it. */
    @ParameterizedTest
    @EnumSource(
            value = Product.class,
            names = {"POSTGRESQL", "MARIADB", "SQLITE", "H2", "DUCKDB"})
    void quotesNoValueThatTheDatabaseQuotes(Product product) throws Exception {
        SinkRuns runs = on(product);
        for (String line : runs.to().build().setupScript().split(";\n", -1)) {
            String statement = line.strip();
            if (statement.contains("member_value") || statement.contains("MEMBER_VALUE")) {
                String column = product == Product.H2 ? "\"VALUE\"" : "value";
                runs.execute(
                        statement.startsWith("CREATE TABLE")
                                ? statement.substring(0, statement.lastIndexOf(')'))
                                        + (product == Product.MARIADB
                                                ? ", UNIQUE (value(50)))"
                                                : product == Product.H2
                                                        ? ", CHECK (LENGTH(" + column + ") < 3))"
                                                        : ", CHECK (length(" + column + ") < 3))")
                                : statement);
            }
        }
        TestExport export = TestExport.of("batch-secret")
                .member("m-1", values(variable("v-a", "A", "string"), text("c4n4ry")))
                .member("m-2", values(variable("v-a", "A", "string"), text("c4n4ry")));

        TargetsFailedException failed = assertThrows(
                TargetsFailedException.class, () -> runs.load(runs.to().build(), export));

        StringWriter trace = new StringWriter();
        failed.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains("c4n4ry"), trace.toString());
        assertTrue(trace.toString().contains("Nothing was committed"), trace.toString());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".trace.db")).toList());
        }
    }

    @Test
    void saysThatTheTargetIsBusyWhileAnotherRunHasIt() {
        SinkRuns runs = on(Product.POSTGRESQL);
        try (JdbcMemberSink first = runs.to().build();
                JdbcMemberSink second = runs.to().build();
                SinkRun firstRun = first.open(SinkContext.of(SinkRuns.COMMUNITY))) {
            assertNotNull(firstRun);

            MemberportException failure = refused(() -> second.open(SinkContext.of(SinkRuns.COMMUNITY)));

            assertEquals(FailureKind.TARGET_BUSY, failure.kind());
        }
    }

    @Test
    void makesTheSchemaThatIsAskedFor() throws Exception {
        SinkRuns runs = on(Product.H2);

        runs.load(runs.to().schema("crm").tablePrefix("a_").build(), EXPORT);
        TargetResult again = runs.load(runs.to().schema("crm").tablePrefix("a_").build(), EXPORT)
                .targets()
                .get(0);

        assertEquals("3", runs.one("SELECT COUNT(*) FROM \"crm\".a_member"));
        assertEquals(TargetResult.Outcome.ALREADY_COMMITTED, again.outcome());
    }
}
