package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A database that is one file, in a folder of its own. */
final class FilePlace implements Place {

    private final TargetFolder folder;
    private final String product;
    private final String name;
    private final String suffix;
    private final String quietly;

    private FilePlace(Path directory, String product, String name, String suffix, String quietly) throws IOException {
        this.folder = new TargetFolder(
                Files.createTempDirectory(directory, "target-"), Files.createTempDirectory(directory, "earlier-"));
        this.product = product;
        this.name = name;
        this.suffix = suffix;
        this.quietly = quietly;
    }

    static FilePlace sqlite(Path directory) throws IOException {
        return new FilePlace(directory, "sqlite", "members.db", "", "");
    }

    static FilePlace h2(Path directory) throws IOException {
        return new FilePlace(directory, "h2", "members", ".mv.db", ";TRACE_LEVEL_FILE=0");
    }

    @Override
    public String url() {
        return url(folder.path());
    }

    @Override
    public String earlierUrl() {
        return url(folder.earlier());
    }

    private String url(Path directory) {
        return "jdbc:" + product + ":" + directory.resolve(name);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        folder.prepare(start);
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + quietly);
    }

    /** The process was all there was. */
    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public List<String> strays() throws IOException {
        return folder.names().stream()
                .filter(left -> !left.equals(name + suffix))
                .toList();
    }
}
