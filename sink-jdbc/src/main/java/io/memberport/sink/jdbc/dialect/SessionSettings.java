package io.memberport.sink.jdbc.dialect;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The settings of a session that would change what statements do, keep them from lasting long enough, or make a commit
 * less than one, whether they are set for the server, the database or the user. A run sets them for its own session.
 * Stateless.
 */
@FunctionalInterface
public interface SessionSettings {

    /** Of a database that has none. */
    SessionSettings NONE = handle -> List.of();

    /**
     * Sets them to what a run needs.
     *
     * @return the statements that set those that were changed to what they were
     */
    List<String> set(Handle handle) throws SQLException;

    /**
     * Bounds the memory that the database takes in this process, unless a limit is set already. Not for connections of an
     * embedding program, whose other work in the same database has to fit, too.
     */
    default void limitMemory(Handle handle) throws SQLException {}
}
