package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.generator.ExportGenerator;
import io.memberport.testing.database.DatabaseServer;
import io.memberport.testing.database.MariaDbServer;
import io.memberport.testing.database.PostgresServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a JVM of its own that has a module path and no class path. */
class ModulePathTest {

    @Test
    void findsTheSinkAndRunsAnExport(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("members.csv");

        String shown = export("csv:" + csv);

        assertEquals(
                List.of(
                        "40 members",
                        "io.memberport.core, io.memberport.encoding, io.memberport.file, io.memberport.http,"
                                + " io.memberport.sink.csv, io.memberport.sink.jdbc, io.memberport.sink.s3,"
                                + " io.memberport.sink.xlsx"),
                shown.lines().filter(line -> !line.startsWith("SLF4J")).toList(),
                shown);
        assertTrue(Files.size(csv) > 0);
    }

    /** With drivers that are modules, and with some that are made ones. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:h2:", "jdbc:duckdb:"})
    void writesADatabase(String prefix, @TempDir Path directory) throws Exception {
        String database = prefix + directory.resolve("members");

        export(database);

        try (Connection connection = DriverManager.getConnection(database)) {
            assertEquals(40, membersIn(connection));
        }
    }

    static Stream<DatabaseServer> servers() {
        return Stream.of(PostgresServer.shared(), MariaDbServer.shared());
    }

    /** By the own ways of the drivers into a database, {@code COPY} for example. */
    @ParameterizedTest
    @MethodSource("servers")
    void writesADatabaseServer(DatabaseServer server) throws Exception {
        String database = server.url(server.newDatabase());

        export(database, Map.of("SINK_USER", server.user(), "SINK_PASSWORD", server.password()));

        try (Connection connection = DriverManager.getConnection(database, server.user(), server.password())) {
            assertEquals(40, membersIn(connection));
        }
    }

    private static int membersIn(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet members = statement.executeQuery("SELECT COUNT(*) FROM member")) {
            members.next();
            return members.getInt(1);
        }
    }

    /** What the SDK is made of is there, down to the answer of a store. */
    @Test
    void reachesAStoreWithTheSinkForObjectStorage() throws Exception {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        store.start();
        try {
            Map<String, String> environment = Map.of(
                    "AWS_ENDPOINT_URL",
                    "http://127.0.0.1:" + store.getAddress().getPort(),
                    "AWS_REGION",
                    "eu-central-1",
                    "AWS_ACCESS_KEY_ID",
                    "me",
                    "AWS_SECRET_ACCESS_KEY",
                    "sesame");

            String shown =
                    run(1, environment, "http://127.0.0.1:1", "community", "id", "secret", "key", "s3://bucket/panel/");

            assertTrue(shown.contains("s3://bucket/panel/: the store answered 403"), shown);
        } finally {
            store.stop(0);
        }
    }

    private static String export(String target) throws Exception {
        return export(target, Map.of());
    }

    private static String export(String target, Map<String, String> environment) throws Exception {
        ExportGenerator.Spec export =
                ExportGenerator.Spec.builder().members(40).variables(8).build();
        try (AlidaSimulator alida =
                AlidaSimulator.builder().export(export).looks(0, 0).start()) {
            return run(
                    0,
                    environment,
                    alida.apiUrl().toString(),
                    alida.community(),
                    alida.clientId(),
                    alida.clientSecret(),
                    alida.apiKey(),
                    target);
        }
    }

    private static String run(int exitCode, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                "target" + File.separator + "classes" + File.pathSeparator + "target" + File.separator + "modules",
                "--module",
                "com.example.nightly/com.example.nightly.NightlyExport"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(exitCode, process.exitValue(), shown);
        return shown;
    }
}
