package io.memberport.sink.jdbc.sync;

import static io.memberport.sink.jdbc.sql.Column.optional;
import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.model.ExportMetadata;
import io.memberport.port.CommittedVariables;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Identifiers;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The table with a row for every commit, written in the transaction of that commit. Used by the database's thread.
 *
 * @param hasPolicy whether it has the column {@link #POLICY}; false if an earlier version has made it and no run has written
 *     since, so that all was written without a policy
 * @param hasVariables the same for the column {@link #VARIABLES}, which a later version has added
 */
public record SyncLog(DatabaseSql sql, TableNames names, boolean hasPolicy, boolean hasVariables) {

    static final String SYNC_ID = "sync_id";
    public static final String EXPORT_KEY = "export_key";
    public static final String POLICY = "policy";
    public static final String VARIABLES = "variables";

    private static final String RUN_ID = "run_id";
    private static final String COMMUNITY = "community";
    private static final String TABLE_SET = "table_set";
    private static final String NUMBERS = "numbers";
    private static final String MODE = "mode";
    private static final String CONTENT_SHA256 = "content_sha256";
    private static final String LAST_SYNC_DATE = "last_sync_date";
    private static final String COMMITTED_AT = "committed_at";
    private static final String ROW_COUNT = "row_count";
    private static final String PRIVACY = "privacy";

    public static final Table TABLE = Table.keyed(
                    "memberport_sync",
                    List.of(
                            required(SYNC_ID, ColumnType.BIGINT),
                            required(RUN_ID, ColumnType.ID),
                            required(COMMUNITY, ColumnType.ID),
                            required(TABLE_SET, ColumnType.ID),
                            required(NUMBERS, ColumnType.ID),
                            required(MODE, ColumnType.ID),
                            required(EXPORT_KEY, ColumnType.ID),
                            optional(Names.BATCH_ID, ColumnType.ID),
                            required(CONTENT_SHA256, ColumnType.ID),
                            optional("since_datetime", ColumnType.TIME),
                            optional(Names.EXPORT_DATE, ColumnType.TIME),
                            optional(LAST_SYNC_DATE, ColumnType.TIME),
                            required(COMMITTED_AT, ColumnType.TIME),
                            required("member_count", ColumnType.BIGINT),
                            required("value_count", ColumnType.BIGINT),
                            required("repeated_member_count", ColumnType.BIGINT),
                            required("replaced_value_count", ColumnType.BIGINT),
                            required("rounded_value_count", ColumnType.BIGINT),
                            required("untyped_value_count", ColumnType.BIGINT),
                            required(ROW_COUNT, ColumnType.BIGINT)),
                    List.of(SYNC_ID))
            .andAdded(List.of(
                    optional(POLICY, ColumnType.ID),
                    optional("dropped_value_count", ColumnType.BIGINT),
                    optional(PRIVACY, ColumnType.JSON),
                    optional("departed_member_count", ColumnType.BIGINT),
                    // Not of type JSON, of which databases change what they store.
                    optional(VARIABLES, ColumnType.TEXT)));

    private static final List<String> READ = List.of(
            SYNC_ID,
            COMMUNITY,
            TABLE_SET,
            NUMBERS,
            MODE,
            Names.BATCH_ID,
            CONTENT_SHA256,
            Names.EXPORT_DATE,
            LAST_SYNC_DATE,
            POLICY);

    private static final int SHORT_HASH = 16;

    /** Room for a number behind a batch id that is as long as an id may be. */
    private static final int LONGEST_KEY_BASE = Identifiers.LONGEST - 12;

    /** A table that this version has made or extended. */
    public SyncLog(DatabaseSql sql, TableNames names) {
        this(sql, names, true, true);
    }

    /** What a run does to the table. */
    public static List<RequiredRight> requiredRights() {
        return List.of(
                RequiredRight.select(
                        TABLE,
                        Stream.concat(READ.stream(), Stream.of(EXPORT_KEY, PRIVACY, VARIABLES))
                                .toList()),
                RequiredRight.insert(TABLE),
                RequiredRight.update(TABLE, List.of(ROW_COUNT, VARIABLES)));
    }

    /** The highest number among all commits; 0 if there was none. */
    public long lastId(Handle handle) {
        return RowCount.number(handle, "COALESCE(MAX(" + quote(SYNC_ID) + "), 0)", table());
    }

    /** What the commits to a set of tables come to. */
    public CommitRecord record(Handle handle, String tableSet) throws SQLException {
        List<String> read = hasPolicy ? READ : READ.subList(0, READ.indexOf(POLICY));
        String query = "SELECT " + dialect().quoted(read) + " FROM " + table() + " WHERE " + quote(TABLE_SET)
                + " = ? ORDER BY " + quote(SYNC_ID);
        CommitRecord record = new CommitRecord();
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            statement.setString(1, tableSet);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    record.add(read(row));
                }
            }
        }
        return record;
    }

    /**
     * Whether the last commit to a set of tables was under another policy than an export, so that what they hold must go. False if
     * there was none.
     */
    public boolean isUnderAnotherPolicy(Handle handle, String tableSet, ExportMetadata export) throws SQLException {
        return record(handle, tableSet)
                .last()
                .filter(row -> !Objects.equals(row.policy(), export.policy()))
                .isPresent();
    }

    /** What the last commit to a set of tables says of the policy for personal data; empty if it says nothing, or cannot be read. */
    public Optional<PrivacyReport> lastReport(Handle handle, String tableSet) {
        if (!hasPolicy) {
            return Optional.empty();
        }
        String last = "(SELECT MAX(" + quote(SYNC_ID) + ") FROM " + table() + " WHERE " + quote(TABLE_SET) + " = :set)";
        return handle.createQuery("SELECT " + quote(PRIVACY) + " FROM " + table() + " WHERE " + quote(SYNC_ID) + " = "
                        + last + " AND " + quote(PRIVACY) + " IS NOT NULL")
                .bind("set", tableSet)
                .mapTo(String.class)
                .findOne()
                .flatMap(SyncLog::report);
    }

    /** Forgets what commits to a set of tables under other policies tell of variables, whose names this one keeps back. */
    public void forgetOtherReports(Handle handle, String tableSet, String policy) {
        handle.createUpdate("UPDATE " + table() + " SET " + quote(PRIVACY) + " = NULL WHERE " + quote(TABLE_SET)
                        + " = :set AND " + quote(POLICY) + " <> :policy AND " + quote(PRIVACY) + " IS NOT NULL")
                .bind("set", tableSet)
                .bind("policy", policy)
                .execute();
    }

    /**
     * The variables that the last commit of a community left, whatever tables it wrote; empty if they are not known, or cannot be
     * read.
     */
    public Optional<CommittedVariables> lastVariables(Handle handle, String community) {
        if (!hasVariables) {
            return Optional.empty();
        }
        return handle.createQuery("SELECT " + dialect().quoted(List.of(VARIABLES, POLICY)) + " FROM " + table()
                        + " WHERE " + quote(SYNC_ID) + " = " + lastId(handle) + " AND " + quote(COMMUNITY)
                        + " = :community AND " + quote(VARIABLES) + " IS NOT NULL")
                .bind(COMMUNITY, community)
                .map((row, context) -> variables(row.getString(1), row.getString(2)))
                .findOne()
                .flatMap(Function.identity());
    }

    private static Optional<CommittedVariables> variables(String json, @Nullable String policy) {
        return parsed(json, VariableDefinition.Document.class)
                .map(known -> new CommittedVariables(
                        known.variables().stream()
                                .map(VariableDefinition::toVariable)
                                .toList(),
                        policy));
    }

    /** Forgets the variables of all commits: only those of the last one are of use. */
    public void forgetVariables(Handle handle) {
        handle.execute("UPDATE " + table() + " SET " + quote(VARIABLES) + " = NULL WHERE " + quote(VARIABLES)
                + " IS NOT NULL");
    }

    private static Optional<PrivacyReport> report(String json) {
        return parsed(json, PrivacyReport.class);
    }

    private static <T extends Record> Optional<T> parsed(String json, Class<T> type) {
        try (InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(JsonDocument.read(in, type));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }

    private SyncRow read(ResultSet row) throws SQLException {
        return new SyncRow(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                dialect().readTime(row, 8),
                dialect().readTime(row, 9),
                hasPolicy ? row.getString(10) : null);
    }

    /**
     * Whether an export was committed to a set of tables under the same policy, whatever was committed after it.
     *
     * @param after the number of a commit before all that count
     */
    public boolean has(Handle handle, String tableSet, ExportMetadata export, long after) {
        if (!hasPolicy && export.policy() != null) {
            return false;
        }
        Map<String, @Nullable String> wanted = new TreeMap<>();
        wanted.put(TABLE_SET, tableSet);
        wanted.put(CONTENT_SHA256, export.contentSha256());
        wanted.put(Names.BATCH_ID, export.batchId());
        if (hasPolicy) {
            wanted.put(POLICY, export.policy());
        }
        return isThere(handle, wanted, after);
    }

    /** The number of the last commit to sets of tables under another policy than that of an export; 0 if there was none. */
    public long lastUnderAnotherPolicy(Handle handle, List<String> tableSets, ExportMetadata export) {
        if (!hasPolicy) {
            return 0;
        }
        String policy = quote(POLICY);
        String isAnother = export.policy() == null
                ? policy + " IS NOT NULL"
                : "(" + policy + " IS NULL OR " + policy + " <> :policy)";
        Query query = handle.createQuery("SELECT COALESCE(MAX(" + quote(SYNC_ID) + "), 0) FROM " + table() + " WHERE "
                        + quote(TABLE_SET) + " IN (<sets>) AND " + isAnother)
                .bindList("sets", tableSets);
        if (export.policy() != null) {
            query.bind(POLICY, export.policy());
        }
        return query.mapTo(Long.class).one();
    }

    /** Whether a run has committed, for which the table need not be there. */
    public boolean hasRun(Handle handle, String runId) throws SQLException {
        return new Catalog(handle.getConnection(), dialect(), names).hasTable(TABLE)
                && isThere(handle, Map.of(RUN_ID, runId), 0);
    }

    /** What distinguishes an export from all others in a set of tables: its batch id, as far as that does. */
    public String exportKey(Handle handle, String tableSet, ExportMetadata metadata) {
        String base = Objects.requireNonNullElseGet(
                metadata.batchId(), () -> "sha256-" + metadata.contentSha256().substring(0, SHORT_HASH));
        String key = base;
        for (int i = 2; isThere(handle, Map.of(TABLE_SET, tableSet, EXPORT_KEY, key), 0); i++) {
            key = Identifiers.beginning(base, LONGEST_KEY_BASE) + "#" + i;
        }
        return key;
    }

    /** Whether there is a commit with these values in these columns, and a higher number. */
    private boolean isThere(Handle handle, Map<String, @Nullable String> wanted, long after) {
        String condition = wanted.entrySet().stream()
                .map(column ->
                        quote(column.getKey()) + (column.getValue() == null ? " IS NULL" : " = :" + column.getKey()))
                .collect(Collectors.joining(" AND "));
        Query query = handle.createQuery(
                "SELECT COUNT(*) FROM " + table() + " WHERE " + quote(SYNC_ID) + " > " + after + " AND " + condition);
        wanted.forEach((column, value) -> {
            if (value != null) {
                query.bind(column, value);
            }
        });
        return query.mapTo(Long.class).one() > 0;
    }

    /**
     * Writes the row of a commit, with the number of rows still to come.
     *
     * @return how many rows were written: one, if all is well
     */
    public int insert(Handle handle, SyncEntry entry) throws SQLException {
        String query = sql.statements().insert(table(), TABLE.columns());
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            new SyncCells(statement, dialect()).bind(entry);
            return statement.executeUpdate();
        }
    }

    /** An expression that is the date of a commit's export, or of the commit if the export has none. */
    public String date(long syncId) {
        return "(SELECT COALESCE(y." + quote(Names.EXPORT_DATE) + ", y." + quote(COMMITTED_AT) + ") FROM " + table()
                + " y WHERE y." + quote(SYNC_ID) + " = " + syncId + ")";
    }

    /** The export key of a commit. */
    public String exportKeyOf(Handle handle, long syncId) {
        return handle.createQuery(
                        "SELECT " + quote(EXPORT_KEY) + " FROM " + table() + " WHERE " + quote(SYNC_ID) + " = ?")
                .bind(0, syncId)
                .mapTo(String.class)
                .one();
    }

    /** Completes the row of a commit, and says how many rows that were. */
    public int setRows(Handle handle, long syncId, long rows) {
        return handle.createUpdate(
                        "UPDATE " + table() + " SET " + quote(ROW_COUNT) + " = ? WHERE " + quote(SYNC_ID) + " = ?")
                .bind(0, rows)
                .bind(1, syncId)
                .execute();
    }

    /** How many commits there were to a set of tables. */
    public long commitsTo(Handle handle, String tableSet) {
        return handle.createQuery("SELECT COUNT(*) FROM " + table() + " WHERE " + quote(TABLE_SET) + " = ?")
                .bind(0, tableSet)
                .mapTo(Long.class)
                .one();
    }

    /** The ids of the keys with which a set of tables may have hashed member ids: those since all was last replaced. */
    public Set<String> memberIdKeys(Handle handle, String tableSet) {
        if (!hasPolicy) {
            return Set.of();
        }
        String replace = SinkOption.wireName(Mode.REPLACE);
        String since = "(SELECT COALESCE(MAX(" + quote(SYNC_ID) + "), 0) FROM " + table() + " WHERE " + quote(TABLE_SET)
                + " = :set AND " + quote(MODE) + " = '" + replace + "')";
        return PrivacyReport.memberIdKeys(handle
                .createQuery("SELECT " + quote(PRIVACY) + " FROM " + table() + " WHERE " + quote(TABLE_SET)
                        + " = :set AND " + quote(PRIVACY) + " IS NOT NULL AND " + quote(SYNC_ID) + " >= " + since)
                .bind("set", tableSet)
                .mapTo(String.class)
                .stream()
                .flatMap(json -> report(json).stream()));
    }

    /**
     * Gives the last commit the next number, which makes a run in progress fail when it commits: it finds a number that it did not
     * know.
     */
    public void renumberLast(Handle handle) {
        long last = lastId(handle);
        handle.createUpdate("UPDATE " + table() + " SET " + quote(SYNC_ID) + " = ? WHERE " + quote(SYNC_ID) + " = ?")
                .bind(0, last + 1)
                .bind(1, last)
                .execute();
    }

    /** For a join that gives the columns of one commit's row to every row of another table. */
    public String joined(long syncId) {
        return " CROSS JOIN (SELECT " + dialect().quoted(List.of(EXPORT_KEY, Names.BATCH_ID, Names.EXPORT_DATE))
                + " FROM " + table() + " WHERE " + quote(SYNC_ID) + " = " + syncId + ") y";
    }

    private String table() {
        return names.qualified(TABLE);
    }

    private Dialect dialect() {
        return sql.dialect();
    }

    private String quote(String name) {
        return dialect().quote(name);
    }
}
