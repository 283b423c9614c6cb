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
    public List<MissingRight> lacking(Handle handle, TableNames names, List<RequiredRight> needs) throws SQLException {
        List<MissingRight> lacks = new ArrayList<>();
        // First what would end a transaction.
        tryAll(handle, names, select(needs, false), lacks);
        transactions.begin(handle);
        try {
            tryAll(handle, names, select(needs, true), lacks);
        } finally {
            transactions.rollback(handle);
        }
        return lacks;
    }

    private static List<RequiredRight> select(List<RequiredRight> needs, boolean aboutRows) {
        return needs.stream()
                .filter(need -> need.right().isAboutRows() == aboutRows)
                .toList();
    }

    /** Up to the first one that would have to wait for somebody. */
    private void tryAll(Handle handle, TableNames names, List<RequiredRight> needs, List<MissingRight> lacks)
            throws SQLException {
        for (RequiredRight need : needs) {
            String statement = need.right().isAboutRows() ? aboutNoRows(names, need) : mistaken(names, need);
            SQLException refusal = statement == null ? null : refusal(handle, statement);
            if (refusal != null && DatabaseFault.isBusy(refusal)) {
                return;
            }
            if (refusal != null && SqlFailures.isDenied(refusal)) {
                lacks.add(lack(handle, names, need, refusal));
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
            if (refusal == null || SqlFailures.isReadOnly(refusal)) {
                throw failed;
            }
            return refusal;
        }
    }

    private static String aboutNoRows(TableNames names, RequiredRight need) {
        Quoting quoting = names.quoting();
        String table = names.qualified(need.requireTable());
        String columns = quoting.quoted(need.columns());
        String none = " WHERE 1 = 0";
        return switch (need.right()) {
            case SELECT -> "SELECT " + columns + " FROM " + table + none;
            case INSERT ->
                "INSERT INTO " + table + " (" + columns + ") SELECT "
                        + need.columns().stream().map(column -> "NULL").collect(Collectors.joining(", "))
                        + " FROM DUAL" + none;
            case UPDATE ->
                "UPDATE " + table + " SET "
                        + need.columns().stream()
                                .map(column -> quoting.quote(column) + " = NULL")
                                .collect(Collectors.joining(", "))
                        + none;
            case DELETE -> "DELETE FROM " + table + none;
            case USE_SCHEMA, MAKE_SCHEMA, MAKE_TEMPORARY_TABLES, CREATE, INDEX, ADD_COLUMNS ->
                throw new IllegalArgumentException(need.right() + " is not about rows");
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
    public abstract @Nullable String mistaken(TableNames names, RequiredRight need);

    public abstract MissingRight lack(Handle handle, TableNames names, RequiredRight need, SQLException refusal)
            throws SQLException;
}
