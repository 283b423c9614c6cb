package io.memberport.benchmarks;

import io.memberport.testing.database.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Databases of a server of MariaDB that is started for them. */
record MariaDbDatabases(MariaDbServer server) implements MeasuredDatabases {

    /** Room for the tables; all else, and above all durability, is as MariaDB has it. */
    private static final String[] SERVER_OPTIONS = {"innodb-buffer-pool-size=1G", "innodb-log-file-size=512M"};

    static MariaDbDatabases start(Workspace workspace) throws InterruptedException {
        Program.requireClient("mariadb", workspace);
        return new MariaDbDatabases(MariaDbServer.start(SERVER_OPTIONS));
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public OrderedRows.Form csv() {
        return new OrderedRows.Form("NULL", "", "1000-01-01");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("MEMBERPORT_JDBC_USER", server.user(), "MEMBERPORT_JDBC_PASSWORD", server.password());
    }

    @Override
    public MeasuredDatabase create(String any) {
        return new ServerDatabase(server, server.newDatabase());
    }

    @Override
    public void close() {
        server.close();
    }

    private record ServerDatabase(MariaDbServer server, String name) implements MeasuredDatabase {

        @Override
        public String url() {
            return server.url(name);
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url(), server.user(), server.password());
        }

        @Override
        public Program script(Path script, Path directory) {
            return new Program(
                    List.of(
                            "mariadb",
                            "--no-defaults",
                            "--local-infile=1",
                            "--host=127.0.0.1",
                            "--port=" + server.port(),
                            "--user=" + server.user(),
                            "--execute=source " + script,
                            name),
                    Map.of("MYSQL_PWD", server.password()),
                    directory);
        }

        @Override
        public void close() {
            server.dropDatabase(name);
        }
    }
}
