package io.memberport.it;

import io.memberport.testkit.kill.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A file of SQLite in a folder of its own. */
final class SqlitePlace implements Place {

    private static final String FILE = "members.db";

    private final TargetFolder folder;

    SqlitePlace(Path directory) throws IOException {
        folder = new TargetFolder(
                Files.createTempDirectory(directory, "target-"), Files.createTempDirectory(directory, "earlier-"));
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + folder.path().resolve(FILE);
    }

    @Override
    public String earlierUrl() {
        return "jdbc:sqlite:" + folder.earlier().resolve(FILE);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void prepare(Start start) throws IOException {
        folder.prepare(start);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** The process was all there was. */
    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public List<String> strays() throws IOException {
        return folder.names().stream().filter(name -> !name.equals(FILE)).toList();
    }
}
