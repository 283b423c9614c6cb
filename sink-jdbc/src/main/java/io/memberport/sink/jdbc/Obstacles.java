package io.memberport.sink.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What stands in the way of a run, whatever its user may do: settings of the server that a session cannot change, and tables
 * that cannot keep what a commit promises. Stateless; changes nothing.
 */
@FunctionalInterface
interface Obstacles {

    /** Of a database that has none. */
    Obstacles NONE = (handle, names, tables) -> List.of();

    /**
     * Finds them.
     *
     * @param tables those that the run writes, whether they are there or not
     * @return sentences that each say what it is and what to do
     */
    List<String> find(Handle handle, TableNames names, List<Table> tables) throws SQLException;
}
