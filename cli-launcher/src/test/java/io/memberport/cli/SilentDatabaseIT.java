package io.memberport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.cli.ExecutableJar.Ran;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing that members have said is in what the program says, however talkative it is asked to be and whatever the database
 * says: tables are changed by hand so that the export does not fit into them, and databases like to quote what does not fit.
 */
class SilentDatabaseIT {

    private static final String CANARY = "canary";
    private static final List<String> LAYOUTS = List.of("long", "wide", "json");

    /** Ids of members and values and the values themselves, plain and odd. */
    private static final String EXPORT = """
            {"id":"new","members":[
              {"memberId":"canary-1","variables":[
                {"id":"v1","name":"Name","dataType":"string","values":[{"id":"canary-id-1","value":"canary"}]},
                {"id":"v2","name":"Born","dataType":"datetime","values":[{"value":"2001-02-03T04:05:06Z"}]}]},
              {"memberId":"canary-2","variables":[
                {"id":"v1","name":"Name","dataType":"string","values":[{"id":"canary-id-2","value":"canary"}]},
                {"id":"v3","name":"Odd","dataType":"string","values":[{"value":["canary"]},{"value":"canary ü"}]}]}]}
            """;

    private static final String EARLIER = """
            {"id":"former","members":[{"memberId":"a","variables":[
              {"id":"v1","name":"Name","dataType":"string","values":[{"value":"b"}]}]}]}
            """;

    @TempDir
    Path directory;

    private ExecutableJar jar;

    enum Database {
        POSTGRESQL,
        MARIADB,
        SQLITE,
        H2;

        private Place place(Path directory) {
            return switch (this) {
                case POSTGRESQL -> Place.of(PostgresServer.shared());
                case MARIADB -> Place.of(MariaDbServer.shared());
                case SQLITE -> new Place("jdbc:sqlite:" + directory.resolve("members.db"), "", "");
                case H2 -> new Place("jdbc:h2:" + directory.resolve("members"), "sa", "sesame");
            };
        }
    }

    /** Where members go, and who lets them in. */
    private record Place(String url, String user, String password) {

        private static Place of(DatabaseServer server) {
            return new Place(server.url(server.newDatabase()), server.user(), server.password());
        }

        private Map<String, String> environment() {
            return user.isEmpty()
                    ? Map.of()
                    : Map.of("MEMBERPORT_JDBC_USER", user, "MEMBERPORT_JDBC_PASSWORD", password);
        }

        private void execute(String statements) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url, user, password);
                    Statement statement = connection.createStatement()) {
                for (String each : statements.split(";;", 0)) {
                    statement.execute(each);
                }
            }
        }
    }

    @BeforeEach
    void writeExports() throws IOException {
        jar = new ExecutableJar(directory);
        Files.writeString(directory.resolve("export.json"), EXPORT);
        Files.writeString(directory.resolve("earlier.json"), EARLIER);
    }

    @ParameterizedTest
    @EnumSource
    void saysNothingOfMembersWhenAllGoesWell(Database database) throws Exception {
        Place place = database.place(directory);
        for (String layout : LAYOUTS) {
            loadEarlier(place, layout);

            assertSilent(load(place, layout, 0), place);
        }
    }

    /** By a statement of the tables' owner. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvFileSource(resources = "spoilt-tables.csv", useHeadersInDisplayName = true)
    void saysNothingOfMembersWhenTheExportDoesNotFit(Database database, String layout, String statements)
            throws Exception {
        Place place = database.place(directory);
        loadEarlier(place, layout);
        place.execute(statements);

        assertSilent(load(place, layout, 8), place);
    }

    /** Some databases cannot hold that, or not in columns of these types. */
    @ParameterizedTest
    @EnumSource
    void saysNothingOfValuesThatNoColumnCanHold(Database database) throws Exception {
        Files.writeString(directory.resolve("export.json"), """
                {"id":"odd","members":[{"memberId":"canary","variables":[
                  {"id":"v1","name":"Name","dataType":"string","values":[{"value":"canary \\u0000"}]},
                  {"id":"v4","name":"Size","dataType":"number","values":[{"value":"canary"}]},
                  {"id":"v5","name":"Day","dataType":"datetime","values":[{"value":"canary-01-01T00:00:00Z"}]}]}]}
                """);
        Place place = database.place(directory);

        assertSilent(load(place, "wide", 8), place);
        assertSilent(load(place, "wide", 0, "--option", "invalid-values=replace"), place);
    }

    /** In this process, which is quicker: it is of no interest what is said. */
    private void loadEarlier(Place place, String layout) {
        CommandLineRun run = new CommandLineRun(directory);
        place.environment().forEach(run::with);
        assertEquals(
                0, run.run("load", "earlier.json", "--to", place.url(), "--option", "layout=" + layout), run.err());
    }

    private Ran load(Place place, String layout, int exitCode, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("load", "export.json", "--to", place.url()));
        arguments.addAll(List.of("--option", "layout=" + layout, "--output", "json", "-vv"));
        arguments.addAll(List.of(more));
        Ran ran = jar.run(place.environment(), arguments.toArray(String[]::new));
        assertEquals(exitCode, ran.exitCode(), ran.err());
        return ran;
    }

    private static void assertSilent(Ran ran, Place place) {
        for (String said : List.of(ran.out(), ran.err())) {
            assertFalse(said.contains(CANARY), said);
            assertTrue(place.password().isEmpty() || !said.contains(place.password()), said);
        }
    }
}
