package io.memberport.sink.jdbc.rights;

import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How a database is asked what its user may do. Asking changes nothing and makes no other session wait. Stateless.
 */
@FunctionalInterface
public interface Privileges {

    /** Of a database whose users may do everything, or that cannot be asked. */
    Privileges UNKNOWN = (handle, names, rights) -> List.of();

    /**
     * Finds what is not allowed. What cannot be found out counts as allowed, because a run may succeed: another session may
     * have a table locked, for example.
     *
     * @param rights also about tables that are not there yet
     */
    List<MissingRight> missing(Handle handle, TableNames names, List<RequiredRight> rights) throws SQLException;
}
