package io.memberport.sink.jdbc.dialect;

import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.target.Attachments;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What stands in the way of a run, whatever its user may do: settings of the server that a session cannot change, and tables
 * that cannot keep what a commit promises. Stateless; changes nothing.
 */
public interface Obstacles {

    /** Of a database that has none. */
    Obstacles NONE = new Obstacles() {};

    /**
     * Finds them.
     *
     * @param tables those that the run writes, whether they are there or not
     * @return sentences that each say what it is and what to do
     */
    default List<String> find(Handle handle, TableNames names, List<Table> tables) throws SQLException {
        return List.of();
    }

    /**
     * A query of the catalogue for {@link Attachments}, with their kind, table, name and owner; empty if there is none.
     *
     * @param schema as a text of SQL
     * @param tables as texts of SQL with commas between them
     */
    default String attachments(String schema, String tables) {
        return "";
    }
}
