package io.memberport.sink.jdbc.rights;

import io.memberport.sink.jdbc.dialect.Transactions;
import io.memberport.sink.jdbc.failure.DatabaseFault;
import io.memberport.sink.jdbc.failure.SqlFailures;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.Quoting;
import io.memberport.sink.jdbc.sql.TableNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tries statements that do nothing: those about rows are about none, in a transaction that is rolled back; those that would
 * make something have a mistake that the database finds only once it has looked at the rights. So nothing is made, and a
 * kill leaves nothing either.
 */
public abstract class TriedPrivileges implements Privileges {

    private final Transactions transactions;

    public TriedPrivileges(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<MissingRight> missing(Handle handle, TableNames names, List<RequiredRight> rights) throws SQLException {
        List<MissingRight> missing = new ArrayList<>();
        // First what would end a transaction.
        tryAll(handle, names, select(rights, false), missing);
        transactions.begin(handle);
        try {
            tryAll(handle, names, select(rights, true), missing);
        } finally {
            transactions.rollback(handle);
        }
        return missing;
    }

    private static List<RequiredRight> select(List<RequiredRight> rights, boolean aboutRows) {
        return rights.stream()
                .filter(needed -> needed.right().isAboutRows() == aboutRows)
                .toList();
    }

    /** Tries them up to the first one that would have to wait for another session. */
    private void tryAll(Handle handle, TableNames names, List<RequiredRight> rights, List<MissingRight> missing)
            throws SQLException {
        for (RequiredRight needed : rights) {
            String statement = needed.right().isAboutRows() ? aboutNoRows(names, needed) : mistaken(names, needed);
            SQLException refusal = statement == null ? null : refusal(handle, statement);
            if (refusal != null && DatabaseFault.isBusy(refusal)) {
                return;
            }
            if (refusal != null && DatabaseFault.DENIED.isIn(refusal)) {
                missing.add(missingRight(handle, names, needed, refusal));
            }
        }
    }

    /** What the database says against a statement; null for nothing. */
    private static @Nullable SQLException refusal(Handle handle, String statement) {
        try {
            handle.execute(statement);
            return null;
        } catch (RuntimeException failed) {
            SQLException refusal = SqlFailures.sqlOf(failed);
            if (refusal == null || DatabaseFault.READ_ONLY.isIn(refusal)) {
                throw failed;
            }
            return refusal;
        }
    }

    private static String aboutNoRows(TableNames names, RequiredRight needed) {
        Quoting quoting = names.quoting();
        String table = names.qualified(needed.requireTable());
        String columns = quoting.quoted(needed.columns());
        String none = " WHERE 1 = 0";
        return switch (needed.right()) {
            case SELECT -> "SELECT " + columns + " FROM " + table + none;
            case INSERT ->
                "INSERT INTO " + table + " (" + columns + ") SELECT "
                        + needed.columns().stream().map(column -> "NULL").collect(Collectors.joining(", "))
                        + " FROM DUAL" + none;
            case UPDATE ->
                "UPDATE " + table + " SET "
                        + needed.columns().stream()
                                .map(column -> quoting.quote(column) + " = NULL")
                                .collect(Collectors.joining(", "))
                        + none;
            case DELETE -> "DELETE FROM " + table + none;
            case USE_SCHEMA, MAKE_SCHEMA, MAKE_TEMPORARY_TABLES, CREATE, INDEX, ADD_COLUMNS ->
                throw new IllegalArgumentException(needed.right() + " is not about rows");
        };
    }

    /** The definition of a table that has a column twice. */
    public static String columnTwice(TableNames names) {
        String column = names.quoting().quote(Names.MEMBER_ID) + " INTEGER";
        return " (" + column + ", " + column + ")";
    }

    /**
     * A statement that asks for a right and has a mistake.
     *
     * @return null where the database has no such right, or it goes with another one
     */
    public abstract @Nullable String mistaken(TableNames names, RequiredRight needed);

    public abstract MissingRight missingRight(
            Handle handle, TableNames names, RequiredRight needed, SQLException refusal) throws SQLException;
}
