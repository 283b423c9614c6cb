package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.model.ProfileVariable;
import io.memberport.port.ExportFileSource;
import io.memberport.port.Layout;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.sql.TimeRange;
import io.memberport.testkit.TestExport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries of the page run as they are, and say what the comment above them says. */
class DatabaseQueriesTest {

    private static final ProfileVariable CITY = variable("v-city", "City", "string");
    private static final ProfileVariable AGE = variable("v-age", "Age", "double");
    private static final ProfileVariable JOINED = variable("v-joined", "Joined", "datetime");
    private static final ProfileVariable INTERESTS = variable("v-interests", "Interests", "set");

    private static final String PROFILE = "One member's profile now";
    private static final String GONE = "Members who have left: not in the last full export";
    private static final String VARIABLE = "One variable over all members";
    private static final String OPTIONS = "The options of a list";
    private static final String FRESH = "Is it more than 26 hours old?";

    /** What is in the first cells of the rows, by what the queries are for and by the comment above them. */
    private static final Map<String, Map<String, List<String>>> EXPECTED = Map.of(
            "long",
            Map.of(
                    PROFILE,
                    List.of("v-age", "v-city", "v-interests", "v-interests", "v-joined"),
                    VARIABLE,
                    List.of("m-1 Bonn", "m-2 Paris", "m-3 null", "m-4 Oslo"),
                    "Three variables as columns",
                    List.of("m-1 Bonn", "m-2 Paris", "m-3 null", "m-4 Oslo"),
                    GONE,
                    List.of("m-4"),
                    "Members for each option of a list, also of those that no member has",
                    List.of("o-1 Sailing 2", "o-2 Chess 1", "o-3 Rowing 0")),
            "history",
            Map.of("How a value has changed from export to export", List.of("Bonn", "Paris", "Paris")),
            "wide",
            Map.of(
                    PROFILE,
                    List.of("m-1 Bonn"),
                    "Which column is which variable's",
                    List.of("age v-age", "city v-city", "interests v-interests", "joined v-joined"),
                    OPTIONS,
                    List.of("o-1 Sailing", "o-2 Chess", "o-3 Rowing"),
                    GONE,
                    List.of("m-4"),
                    "Members for each value",
                    List.of("Bonn 1", "Oslo 1", "Paris 1", "null 1"),
                    "Members with an option of a list",
                    List.of("m-1", "m-2")),
            "json",
            Map.of(
                    OPTIONS,
                    List.of("o-1 Sailing", "o-2 Chess", "o-3 Rowing"),
                    GONE,
                    List.of("m-4"),
                    VARIABLE,
                    List.of("m-1 Bonn", "m-2 Paris", "m-4 Oslo")),
            "sync",
            Map.of(FRESH, List.of("fresh")));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Product.class)
    void findInTheLongLayoutWhatTheySay(Product product) throws SQLException {
        assertAnswers(product, Layout.LONG, Mode.MERGE, "long", "sync");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void findInTheHistoryWhatTheySay(Product product) throws SQLException {
        assertAnswers(product, Layout.LONG, Mode.APPEND, "history");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void findInTheWideLayoutWhatTheySay(Product product) throws SQLException {
        assertAnswers(product, Layout.WIDE, Mode.MERGE, "wide");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void findInDocumentsWhatTheySay(Product product) throws SQLException {
        assertAnswers(product, Layout.JSON, Mode.MERGE, "json");
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tellWhetherTheLastExportIsOld(Product product) throws SQLException {
        TestDatabase database = TestDatabase.create(product, directory);
        try {
            load(new JdbcFixture(database, Layout.LONG, Mode.MERGE));
            try (Connection connection = reader(database)) {
                setAge(database, connection, Duration.ofHours(26).minusMinutes(1));
                assertEquals("fresh", freshness(database, connection));
                setAge(database, connection, Duration.ofHours(26).plusMinutes(1));
                assertEquals("stale", freshness(database, connection));
            }
        } finally {
            database.removal().run();
        }
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void tellThatItIsOldIfNothingWasEverExported(Product product) throws SQLException {
        TestDatabase database = TestDatabase.create(product, directory);
        try {
            load(new JdbcFixture(database, Layout.JSON, Mode.MERGE));
            try (Connection connection = reader(database)) {
                assertEquals("stale", freshness(database, connection));
            }
        } finally {
            database.removal().run();
        }
    }

    private static void setAge(TestDatabase database, Connection connection, Duration age) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE memberport_sync SET committed_at = ?")) {
            long micros = TimeRange.floorMicros(Instant.now().minus(age));
            database.dialect().bindTime(statement, 1, micros);
            statement.executeUpdate();
        }
    }

    private static @Nullable String freshness(TestDatabase database, Connection connection) throws SQLException {
        String query = DatabaseDocument.statements(database.dialectName(), "sync").stream()
                .filter(statement -> statement.contains(FRESH))
                .findFirst()
                .orElseThrow();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private void assertAnswers(Product product, Layout layout, Mode mode, String... purposes) throws SQLException {
        TestDatabase database = TestDatabase.create(product, directory);
        try {
            load(new JdbcFixture(database, layout, mode));
            try (Connection connection = reader(database)) {
                for (String purpose : purposes) {
                    List<String> queries = DatabaseDocument.statements(database.dialectName(), purpose);
                    assertFalse(queries.isEmpty(), purpose);
                    for (String query : queries) {
                        assertAnswer(connection, purpose, query);
                    }
                }
            }
        } finally {
            database.removal().run();
        }
    }

    private static Connection reader(TestDatabase database) throws SQLException {
        return database.product() == Product.H2
                ? DriverManager.getConnection(database.url() + ";NON_KEYWORDS=VALUE")
                : database.connect();
    }

    private static void assertAnswer(Connection connection, String purpose, String query) throws SQLException {
        String title = query.lines().findFirst().orElse("").replaceFirst("^-- ", "");
        List<String> expected = EXPECTED.getOrDefault(purpose, Map.of()).getOrDefault(title, List.of());
        assertFalse(expected.isEmpty(), () -> "nothing is expected of " + title);
        int cells = expected.get(0).split(" ").length;
        List<String> answer = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> shown = new ArrayList<>();
                for (int i = 1; i <= cells; i++) {
                    shown.add(row.getString(i));
                }
                answer.add(String.join(" ", shown.stream().map(String::valueOf).toList()));
            }
        } catch (SQLException failed) {
            throw new SQLException(failed.getMessage() + "\n" + query, failed);
        }
        // Databases do not agree on where nulls are sorted.
        answer.sort(null);
        assertEquals(expected.stream().sorted().toList(), answer, query);
    }

    /** A full export, one of changes, and a full one in which a member is missing. */
    private static void load(JdbcFixture fixture) {
        TestExport first = TestExport.of("b-1")
                .dated(Instant.parse("2026-01-01T02:00:00Z"), Instant.parse("2026-01-01T01:00:00Z"))
                .member(
                        "m-1",
                        values(CITY, text("Bonn")),
                        values(AGE, number("41")),
                        values(JOINED, text("2020-05-01T12:00:00Z")),
                        values(INTERESTS, option("Sailing", "o-1"), option("Chess", "o-2")))
                .member(
                        "m-2",
                        values(CITY, text("Bonn")),
                        values(INTERESTS, option("Sailing", "o-1"), option("Rowing", "o-3")))
                .member("m-3", values(CITY))
                .member("m-4", values(CITY, text("Oslo")));
        TestExport change = TestExport.of("b-2")
                .since(Instant.parse("2026-01-01T01:00:00Z"))
                .dated(Instant.parse("2026-01-02T02:00:00Z"), Instant.parse("2026-01-02T01:00:00Z"))
                .member("m-2", values(CITY, text("Paris")), values(INTERESTS, option("Sailing", "o-1")));
        TestExport last = TestExport.of("b-3")
                .dated(Instant.parse("2026-01-03T02:00:00Z"), Instant.parse("2026-01-03T01:00:00Z"))
                .member("m-1", values(CITY, text("Bonn")))
                .member("m-2", values(CITY, text("Paris")))
                .member("m-3", values(CITY));
        for (TestExport export : List.of(first, change, last)) {
            try (ExportFileSource file = export.asFile()) {
                ExportTransfer.forCommunity("community").run(file, null, List.of(fixture.sink()), ExportListener.NONE);
            }
        }
    }
}
