package io.memberport.sink.jdbc;

import static io.memberport.testkit.TestExport.number;
import static io.memberport.testkit.TestExport.option;
import static io.memberport.testkit.TestExport.text;
import static io.memberport.testkit.TestExport.values;
import static io.memberport.testkit.TestExport.variable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.MemberportException;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.port.ExportFileSource;
import io.memberport.sink.jdbc.JdbcMemberSink.Layout;
import io.memberport.testdatabases.DatabaseServer;
import io.memberport.testdatabases.MariaDbServer;
import io.memberport.testdatabases.PostgresServer;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights on the page are enough for an account, and none of them is too much. */
class GrantsTest {

    private static final Pattern GRANT = Pattern.compile("(?s)((?:-- [^\n]*\n)?)GRANT (.+) ON (.+) TO (\\w+)");
    private static final String CREATES = "creates";
    private static final String EXISTS = "exists";

    /** The two databases that have accounts. */
    enum Server {
        POSTGRESQL,
        MARIADB;

        DatabaseServer shared() {
            return switch (this) {
                case POSTGRESQL -> PostgresServer.shared();
                case MARIADB -> MariaDbServer.shared();
            };
        }

        String dialectName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Server.values())
                .flatMap(server -> Stream.of(CREATES, EXISTS)
                        .flatMap(tables ->
                                Stream.of(Layout.values()).map(layout -> Arguments.of(server, tables, layout))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areWhatARunNeedsAndNoMore(Server server, String tables, Layout layout) throws SQLException {
        List<String> all = new ArrayList<>(DatabaseDocument.statements(server.dialectName(), tables));
        all.addAll(DatabaseDocument.statements(server.dialectName(), tables + "-" + layout.wireName()));
        int variants = 0;
        try (Place place = new Place(server)) {
            place.set(all, tables, layout);
            place.run(tables, layout);
            assertEquals(2, place.commits());
            for (List<String> fewer : withoutOne(all)) {
                place.set(fewer, tables, layout);
                assertThrows(
                        MemberportException.class, () -> place.run(tables, layout), () -> String.join(";\n", fewer));
                variants++;
            }
        }
        assertTrue(variants > 2);
    }

    /** The same statements without one right on one thing, or without one that is no grant, in every way there is. */
    private static List<List<String>> withoutOne(List<String> statements) {
        List<List<String>> variants = new ArrayList<>();
        for (int i = 1; i < statements.size(); i++) {
            for (List<String> instead : less(statements.get(i))) {
                List<String> variant = new ArrayList<>(statements.subList(0, i));
                variant.addAll(instead);
                variant.addAll(statements.subList(i + 1, statements.size()));
                variants.add(variant);
            }
        }
        return variants;
    }

    private static List<List<String>> less(String statement) {
        Matcher grant = GRANT.matcher(statement);
        if (!grant.matches()) {
            return List.of(List.of());
        }
        List<String> rights = List.of(grant.group(2).split(", "));
        String kind =
                grant.group(3).matches("(DATABASE|SCHEMA) .*") ? grant.group(3).replaceFirst(" .*", " ") : "";
        List<String> things = List.of(grant.group(3).substring(kind.length()).split(", "));
        List<List<String>> variants = new ArrayList<>();
        for (String thing : things) {
            for (String right : rights) {
                List<String> grants = new ArrayList<>();
                for (String other : things) {
                    String kept = String.join(
                            ", ",
                            rights.stream()
                                    .filter(one -> !other.equals(thing) || !one.equals(right))
                                    .toList());
                    if (!kept.isEmpty()) {
                        grants.add("GRANT " + kept + " ON " + kind + other + " TO " + grant.group(4));
                    }
                }
                variants.add(grants);
            }
        }
        return variants;
    }

    /** Two exports that use every statement a run has: the second changes values and the type of a variable. */
    private static List<TestExport> exports() {
        return List.of(
                TestExport.of("b-1")
                        .member(
                                "m-1",
                                values(variable("v-1", "City", "string"), text("Bonn")),
                                values(variable("v-2", "Age", "double"), number("41")),
                                values(variable("v-3", "Interests", "set"), option("Chess", "o-2"))),
                TestExport.of("b-2")
                        .member(
                                "m-1",
                                values(variable("v-1", "City", "string"), text("Paris")),
                                values(variable("v-2", "Age", "string"), text("forty")),
                                values(variable("v-4", "Country", "string"), text("France"))));
    }

    /** A schema, or in MariaDB a database, and an account; each as new for every set of rights. */
    private static final class Place implements AutoCloseable {

        private static int accounts;

        private final Server server;
        private final DatabaseServer running;
        private final String database;
        private String schema = "";
        private String account = "";

        Place(Server server) throws SQLException {
            this.server = server;
            this.running = server.shared();
            this.database = running.newDatabase();
            if (server == Server.POSTGRESQL) {
                // Else everybody has what is to be shown to be needed.
                administer(List.of("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC"));
            }
        }

        /** Makes schema and account, with these rights, and tables if they are to be there. */
        void set(List<String> statements, String tables, Layout layout) throws SQLException {
            clear();
            accounts++;
            schema = "crm_" + accounts;
            account = "loader_" + accounts;
            List<String> all = new ArrayList<>(List.of("CREATE SCHEMA " + schema));
            if (tables.equals(EXISTS)) {
                all.addAll(List.of(JdbcMemberSink.to(running.url(database))
                        .schema(schema)
                        .layout(layout)
                        .build()
                        .setupScript()
                        .split(";\n")));
            }
            statements.forEach(statement -> all.add(statement
                    .replaceAll("\\bmemberport\\b", account)
                    .replaceAll("\\bcrm\\b", schema)
                    .replaceAll("\\bDATABASE members\\b", "DATABASE " + database)));
            administer(all);
        }

        private void administer(List<String> statements) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }

        private Connection connect() throws SQLException {
            return DriverManager.getConnection(running.url(database), running.user(), running.password());
        }

        void run(String tables, Layout layout) {
            for (TestExport export : exports()) {
                JdbcMemberSink sink = JdbcMemberSink.to(url())
                        .credentials(account, "change-me")
                        .schema(schema)
                        .layout(layout)
                        // Columns are always made in the wide layout.
                        .createsTables(tables.equals(CREATES) || layout == Layout.WIDE)
                        .build();
                try (ExportFileSource file = export.asFile()) {
                    ExportTransfer.forCommunity("community").run(file, null, List.of(sink), ExportListener.NONE);
                }
            }
        }

        private String url() {
            return running.url(server == Server.MARIADB ? schema : database);
        }

        long commits() throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + schema + ".memberport_sync")) {
                row.next();
                return row.getLong(1);
            }
        }

        private void clear() throws SQLException {
            if (schema.isEmpty()) {
                return;
            }
            boolean postgres = server == Server.POSTGRESQL;
            List<String> statements = new ArrayList<>(List.of("DROP SCHEMA " + schema + (postgres ? " CASCADE" : "")));
            if (postgres) {
                statements.add("DROP OWNED BY " + account);
            }
            statements.add("DROP USER " + account);
            schema = "";
            administer(statements);
        }

        @Override
        public void close() throws SQLException {
            clear();
            running.dropDatabase(database);
        }
    }
}
