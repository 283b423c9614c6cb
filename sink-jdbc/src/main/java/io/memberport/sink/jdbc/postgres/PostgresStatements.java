package io.memberport.sink.jdbc.postgres;

import io.memberport.sink.jdbc.dialect.Statements;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements of PostgreSQL. */
public final class PostgresStatements extends Statements {

    public PostgresStatements() {
        super(new PostgresDialect(), "CREATE TEMPORARY TABLE ", "pg_temp.");
    }

    @Override
    public String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " t USING " + staging + " s WHERE " + dialect.same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " AND " + condition);
    }

    /** A member's last rows are those of its last occurrence. */
    @Override
    public void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        handle.execute("DELETE FROM " + values + " t USING (SELECT v.ctid AS place, ROW_NUMBER() OVER (PARTITION BY"
                + " v.member_id ORDER BY v.ctid DESC) AS from_end, r.last_rows FROM " + values + " v JOIN (SELECT"
                + " member_id, (ARRAY_AGG(row_count ORDER BY member_no DESC))[1] AS last_rows FROM " + stagedMembers
                + " GROUP BY member_id HAVING COUNT(*) > 1) r ON r.member_id = v.member_id) d WHERE t.ctid = d.place AND"
                + " d.from_end > d.last_rows");
    }

    @Override
    public String analyze(String staging) {
        return "ANALYZE " + staging;
    }
}
