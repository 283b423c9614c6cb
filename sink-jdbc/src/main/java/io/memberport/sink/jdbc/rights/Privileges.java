package io.memberport.sink.jdbc.rights;

import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How a database is asked what its user may do. That changes nothing, and nobody waits for it. Stateless.
 */
@FunctionalInterface
public interface Privileges {

    /** Of a database whose users may do everything, or that cannot be asked. */
    Privileges UNKNOWN = (handle, names, needs) -> List.of();

    /**
     * Finds what is not allowed. What cannot be found out, for example because somebody else has a table locked, counts as
     * allowed: a run may succeed.
     *
     * @param needs also about tables that are not there yet
     */
    List<MissingRight> lacking(Handle handle, TableNames names, List<RequiredRight> needs) throws SQLException;
}
