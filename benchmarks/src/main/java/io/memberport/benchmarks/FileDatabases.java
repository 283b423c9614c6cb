package io.memberport.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Databases in files: SQLite with its shell, DuckDB and H2 with {@link SqlScript} in a process of their own. */
record FileDatabases(String name, Workspace workspace) implements MeasuredDatabases {

    @Override
    public MeasuredDatabase create(String database) {
        return new FileDatabase(name, workspace.resolve(database + "." + name));
    }

    private record FileDatabase(String kind, Path path) implements MeasuredDatabase {

        private FileDatabase {
            delete(path);
        }

        @Override
        public String url() {
            return "jdbc:" + kind + ":" + path;
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url());
        }

        @Override
        public Program script(Path script, Path directory) {
            List<String> command = kind.equals("sqlite")
                    ? List.of("sqlite3", "-bail", path.toString(), ".read '" + script + "'")
                    : List.of(
                            Launcher.java(),
                            "-cp",
                            System.getProperty("java.class.path")
                                    .replace(
                                            "benchmarks/", Path.of("benchmarks").toAbsolutePath() + "/"),
                            SqlScript.class.getName(),
                            url(),
                            script.toString());
            return new Program(command, Map.of(), directory);
        }

        @Override
        public void close() {
            delete(path);
        }

        /** With what the database has put beside it. */
        private static void delete(Path path) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path.getParent(), path.getFileName() + "*")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
