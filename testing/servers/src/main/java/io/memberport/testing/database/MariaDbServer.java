package io.memberport.testing.database;

import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerInstance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A MariaDB server. Text is utf8mb4. It has no TLS, unless told {@code ssl}, because making the key takes seconds. */
public final class MariaDbServer extends DatabaseServer {

    /** For data that need not outlive the machine. */
    private static final String[] FAST = {"innodb-flush-log-at-trx-commit=0", "innodb-doublewrite=0", "sync-frm=0"};

    private static final int NO_SUCH_CONNECTION = 1094;

    private static @Nullable MariaDbServer shared;

    private MariaDbServer(ServerInstance instance) {
        super(instance);
    }

    /**
     * Starts a server of the caller's own, as durable as MariaDB is by default.
     *
     * @param serverOptions as on its command line, without the leading hyphens, such as {@code max-connections=10}
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static MariaDbServer start(String... serverOptions) {
        return start(FreePort::find, serverOptions);
    }

    static MariaDbServer start(IntSupplier ports, String... serverOptions) {
        return new MariaDbServer(
                ServerInstance.start("mariadb", MariaDbProgram::create, List.of(serverOptions), ports));
    }

    /**
     * The server that all tests of this virtual machine share, started by the first call. It can lose the last second if
     * it is killed, and that makes it fast. Its users must not close or kill it.
     *
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static synchronized MariaDbServer shared() {
        MariaDbServer server = shared;
        if (server == null) {
            server = start(FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-mariadb"));
            shared = server;
        }
        return server;
    }

    @Override
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database;
    }

    /** A connection with an open transaction would keep the server from dropping what it has used. */
    @Override
    void drop(String name, Statement statement) throws SQLException {
        for (long connection : connectionsTo(name, statement)) {
            try {
                statement.execute("KILL CONNECTION " + connection);
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_CONNECTION) {
                    throw e;
                }
            }
        }
        statement.execute("SET STATEMENT lock_wait_timeout = 30 FOR DROP DATABASE IF EXISTS " + name);
    }

    private static List<Long> connectionsTo(String database, Statement statement) throws SQLException {
        List<Long> connections = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '"
                + database + "' AND id <> CONNECTION_ID()")) {
            while (rows.next()) {
                connections.add(rows.getLong(1));
            }
        }
        return connections;
    }

    @Override
    String administrativeDatabase() {
        return "mysql";
    }
}
