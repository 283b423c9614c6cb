package io.memberport.sink.jdbc;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The statements of PostgreSQL. */
final class PostgresStatements extends Statements {

    PostgresStatements() {
        super(new PostgresDialect());
    }

    @Override
    boolean loadsDirectly() {
        return true;
    }

    @Override
    String stagingName(String name) {
        return "pg_temp." + dialect.quote(name);
    }

    @Override
    List<String> addColumns(String qualifiedTable, List<Column> columns) {
        return addColumnsAtOnce(qualifiedTable, columns);
    }

    @Override
    String deleteMatching(String target, String staging, List<String> columns, String condition) {
        return "DELETE FROM " + target + " t USING " + staging + " s WHERE " + dialect.same(columns, "t", "s")
                + (condition.isEmpty() ? "" : " AND " + condition);
    }

    /** A rewritten row leaves a dead one behind, for VACUUM. */
    @Override
    boolean leavesUnchangedRows() {
        return true;
    }

    /** Rows that only this connection has written stand in the order in which they came. */
    @Override
    boolean keepsOrderOfRows() {
        return true;
    }

    /** A member's last rows are those of its last occurrence. */
    @Override
    void removeSupersededRows(Handle handle, String values, String stagedMembers) {
        handle.execute("DELETE FROM " + values + " t USING (SELECT v.ctid AS place, ROW_NUMBER() OVER (PARTITION BY"
                + " v.member_id ORDER BY v.ctid DESC) AS from_end, r.last_rows FROM " + values + " v JOIN (SELECT"
                + " member_id, (ARRAY_AGG(row_count ORDER BY member_no DESC))[1] AS last_rows FROM " + stagedMembers
                + " GROUP BY member_id HAVING COUNT(*) > 1) r ON r.member_id = v.member_id) d WHERE t.ctid = d.place AND"
                + " d.from_end > d.last_rows");
    }

    @Override
    String analyze(String staging) {
        return "ANALYZE " + staging;
    }
}
