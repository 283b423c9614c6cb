package io.memberport.testing.database;

import io.memberport.testing.process.FreePort;
import io.memberport.testing.process.ServerInstance;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server. Passwords are checked with SCRAM; text is UTF-8 and sorted by code points. */
public final class PostgresServer extends DatabaseServer {

    /** For data that need not outlive the machine. */
    private static final String[] FAST = {"fsync=off", "synchronous_commit=off", "full_page_writes=off"};

    private static @Nullable PostgresServer shared;

    PostgresServer(ServerInstance instance) {
        super(instance);
    }

    /**
     * Starts a server of the caller's own, as durable as PostgreSQL is by default.
     *
     * @param serverOptions settings such as {@code fsync=off}, with which it survives {@link #kill} all the same, and only
     *     a crash of the machine would show the difference
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static PostgresServer start(String... serverOptions) {
        return start(FreePort::find, serverOptions);
    }

    static PostgresServer start(IntSupplier ports, String... serverOptions) {
        return new PostgresServer(
                ServerInstance.start("postgresql", PostgresProgram::create, List.of(serverOptions), ports));
    }

    /**
     * The server that all tests of this virtual machine share, started by the first call. It survives a crash of itself,
     * but not of the machine, and that makes it fast. Its users must not close or kill it.
     *
     * @throws IllegalStateException if it does not start; the message has what it said
     */
    public static synchronized PostgresServer shared() {
        PostgresServer server = shared;
        if (server == null) {
            server = start(FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-postgres"));
            shared = server;
        }
        return server;
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    void drop(String name, Statement statement) throws SQLException {
        statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Override
    String administrativeDatabase() {
        return "postgres";
    }
}
