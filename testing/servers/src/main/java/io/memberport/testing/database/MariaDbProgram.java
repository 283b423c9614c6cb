package io.memberport.testing.database;

import io.memberport.testing.process.ServerProgram;
import io.memberport.testing.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB as it is run here. */
record MariaDbProgram(Path directory, Path home) implements ServerProgram {

    private static final String BEFORE_TABLES = """
            CREATE DATABASE mysql;
            USE mysql;
            SET @auth_root_socket = NULL;
            """;

    /** The tables come with accounts that have no password, and only the one user may come in. */
    private static final String AFTER_TABLES = """
            DELETE FROM global_priv;
            DELETE FROM proxies_priv;
            FLUSH PRIVILEGES;
            CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
            GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
            """;

    static MariaDbProgram create(Path directory, String password) throws IOException {
        MariaDbProgram program = new MariaDbProgram(directory, Binaries.of("mariadb", new MariaDbArchive()));
        program.initialize(password);
        return program;
    }

    /** As the script that comes with it does, but without help texts and views, which take longer than all the rest. */
    private void initialize(String password) throws IOException {
        StringBuilder sql = new StringBuilder(BEFORE_TABLES);
        for (String part : List.of("system_tables", "performance_tables", "system_tables_data")) {
            sql.append(Files.readString(home.resolve("share/mariadb_" + part + ".sql")))
                    .append('\n');
        }
        sql.append(AFTER_TABLES.formatted(DatabaseServer.USER, password));
        Path script = Files.writeString(directory.resolve("initialize.sql"), sql);
        Files.createDirectory(directory.resolve("data"));
        // Durable from the first start on; until then there is nothing to keep.
        List<String> command = common("--bootstrap", "--innodb-flush-log-at-trx-commit=0");
        Tool.feed(script, command, directory);
        Files.delete(script);
    }

    @Override
    public List<String> command(int port, List<String> options) {
        List<String> command = common(
                "--bind-address=127.0.0.1",
                "--port=" + port,
                // None, for the path could be too long.
                "--socket=",
                "--skip-name-resolve",
                // It would make a key at each start, and that can take ten seconds.
                "--skip-ssl");
        options.forEach(option -> command.add("--" + option));
        return command;
    }

    private List<String> common(String... more) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                // Else it refuses to be run by root; for others it means nothing.
                "--user=root",
                "--character-set-server=utf8mb4",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=32M",
                "--key-buffer-size=1M",
                "--aria-pagecache-buffer-size=8M"));
        command.addAll(List.of(more));
        return command;
    }

    @Override
    public String readySign() {
        return "ready for connections";
    }
}
