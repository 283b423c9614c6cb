package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.driver.DatabaseDriver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;

/** The driver of PostgreSQL. */
public final class PostgresDriver extends DatabaseDriver {

    /** From org.postgresql.PGProperty. */
    private static final Set<String> DANGEROUS = Set.of(
            "authenticationpluginclassname",
            "classloaderstrategy",
            "connectexecutor",
            "connectexecutorarg",
            "jaasapplicationname",
            "jaaslogin",
            "loggerfile",
            "loggerlevel",
            "service",
            "socketfactory",
            "socketfactoryarg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "sspiserviceclass",
            "xmlfactoryfactory");

    @Override
    public Map<String, String> properties(String url) {
        return Map.of("ApplicationName", "memberport", "tcpKeepAlive", "true", SOCKET_TIMEOUT, "60");
    }

    @Override
    public Set<String> dangerousParameters() {
        return DANGEROUS;
    }

    /** The savepoints are in the way of COPY. */
    @Override
    public Map<String, Pattern> breakingParameters() {
        return Map.of("autosave", Pattern.compile("always|conservative"));
    }

    @Override
    public Class<? extends SocketFactory> socketFactory() {
        return KeepAliveSockets.class;
    }

    @Override
    public void requireOwnSession(Handle handle, ConnectionFactory another, String target) throws SQLException {
        Pooler.requireNone(handle, another, target);
    }
}
