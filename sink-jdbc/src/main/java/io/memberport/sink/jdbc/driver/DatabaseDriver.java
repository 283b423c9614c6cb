package io.memberport.sink.jdbc.driver;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the JDBC driver of a database needs, and how it reads URLs. What is here is true of most drivers; a subclass says
 * where its driver is different. Stateless.
 */
public class DatabaseDriver {

    /** The connection property of servers' drivers that bounds the silence while they connect. */
    public static final String SOCKET_TIMEOUT = "socketTimeout";

    /** Parameters that the connection needs, beside what the user gave. */
    public Map<String, String> properties(String url) {
        return Map.of();
    }

    /**
     * Parameters of a URL with which the driver can run code, or read and write files, on this machine; in lower case. Each
     * driver ignores or refuses those of others.
     */
    public Set<String> dangerousParameters() {
        return Set.of();
    }

    /** Parameters of a URL with which every run fails, in lower case, and the values that make it so. */
    public Map<String, Pattern> breakingParameters() {
        return Map.of();
    }

    /** What makes the driver's sockets, given to it by name unless the user names another; null for its own. */
    public @Nullable Class<? extends SocketFactory> socketFactory() {
        return null;
    }

    /** The driver's own library for this machine; null if the driver is Java alone. */
    public @Nullable NativeLibrary nativeLibrary() {
        return null;
    }

    /** How URLs name the files of databases; null if there are none, or if only the driver knows. */
    public @Nullable FileUrls files() {
        return null;
    }

    /** The same; null also if this URL is not one of theirs. */
    public final @Nullable FileUrls filesOf(String url) {
        FileUrls urls = files();
        return urls != null && urls.take(url) ? urls : null;
    }

    /** The file that a URL means; null for a database in a server or in memory. */
    public final @Nullable Path file(String url) {
        FileUrls urls = filesOf(url);
        return urls == null ? null : urls.file(url);
    }

    /** Whether the driver connects to another product as well, so that the server has to say which one it is. */
    public boolean connectsToOthers() {
        return false;
    }

    /**
     * Makes sure that a connection keeps its session in the server, where there may be something in between that shares
     * sessions out.
     *
     * @param another makes one more connection
     * @param target what to call the database in messages
     */
    public void requireOwnSession(Handle handle, ConnectionFactory another, String target) throws SQLException {}
}
