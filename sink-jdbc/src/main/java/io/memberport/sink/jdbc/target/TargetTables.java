package io.memberport.sink.jdbc.target;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.error.Remedy;
import io.memberport.model.ExportMetadata;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.Layout;
import io.memberport.port.SinkOption;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.sink.jdbc.dialect.Catalog;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.layout.MissingColumns;
import io.memberport.sink.jdbc.layout.TableSet;
import io.memberport.sink.jdbc.layout.WideTables;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.TooWide;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.CommitRecord;
import io.memberport.sink.jdbc.sync.SyncLog;
import io.memberport.sink.jdbc.sync.SyncRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What a target's tables are like before a run: which there are, and what was last committed to them.
 *
 * @param missing plain names of those that have to be made
 * @param foreign plain names of those that are not Memberport's
 * @param lacking what is missing in those that an earlier version has made, or a run with other options
 */
public record TargetTables(
        String target,
        JdbcOptions settings,
        DatabaseProduct product,
        TableNames names,
        List<CommitRecord> records,
        List<String> missing,
        List<String> foreign,
        List<MissingColumns> lacking) {

    /** Looks at a target. */
    public static TargetTables read(Handle handle, String target, JdbcOptions settings, DatabaseProduct product)
            throws SQLException {
        return there(handle, target, settings, product).withCommits(handle);
    }

    /** Looks which tables there are and into none, which takes no right to read them. */
    public static TargetTables there(Handle handle, String target, JdbcOptions settings, DatabaseProduct product)
            throws SQLException {
        product.sql().dialect().requireSupported(settings);
        TableNames names = names(handle, settings, product);
        Catalog catalog = new Catalog(handle.getConnection(), product.sql().dialect(), names);
        List<String> missing = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        List<MissingColumns> lacking = new ArrayList<>();
        for (Table table : TableSet.of(product.sql(), names, settings).withSync()) {
            Set<String> columns = catalog.columns(table);
            if (columns == null) {
                missing.add(names.plain(table));
                continue;
            }
            MissingColumns lacks = MissingColumns.of(table, columns, names);
            if (!lacks.canBeAdded()) {
                foreign.add(names.plain(table));
            } else if (!lacks.columns().isEmpty()) {
                lacking.add(lacks);
            }
        }
        return new TargetTables(target, settings, product, names, List.of(), missing, foreign, lacking);
    }

    /** The same with what was last committed. */
    public TargetTables withCommits(Handle handle) throws SQLException {
        String sync = names.plain(SyncLog.TABLE);
        return missing.contains(sync) || foreign.contains(sync)
                ? this
                : new TargetTables(
                        target, settings, product, names, records(handle, sync(), settings), missing, foreign, lacking);
    }

    /** The table that tells of commits, as far as it is there. */
    public SyncLog sync() {
        return new SyncLog(product.sql(), names, !lacksOfSync(SyncLog.POLICY), !lacksOfSync(SyncLog.VARIABLES));
    }

    private boolean lacksOfSync(String column) {
        return lacking.stream().anyMatch(lacks -> lacks.table().equals(SyncLog.TABLE) && lacks.has(column));
    }

    public static TableNames names(Handle handle, JdbcOptions settings, DatabaseProduct product) throws SQLException {
        Dialect dialect = product.sql().dialect();
        String schema = settings.schema() == null ? dialect.currentSchema(handle.getConnection()) : settings.schema();
        return new TableNames(dialect, schema, settings.tablePrefix());
    }

    /** Of the layouts that a run with these settings may write. */
    private static List<CommitRecord> records(Handle handle, SyncLog sync, JdbcOptions settings) throws SQLException {
        List<CommitRecord> records = new ArrayList<>();
        for (String tableSet : tableSets(settings)) {
            records.add(sync.record(handle, tableSet));
        }
        return records;
    }

    private static List<String> tableSets(JdbcOptions settings) {
        String wanted = TableSet.nameOf(settings);
        return fallsBack(settings)
                ? List.of(wanted, TableSet.nameOf(settings.withLayout(Layout.LONG)))
                : List.of(wanted);
    }

    private static boolean fallsBack(JdbcOptions settings) {
        return settings.layout() == Layout.WIDE && settings.tooWide() == TooWide.LONG;
    }

    /** Whether nothing was ever committed to these tables, as far as that was looked at. */
    public boolean isFirst() {
        return commits().noneMatch(row -> row.tableSet().equals(TableSet.nameOf(settings)));
    }

    /** The options that a run continues with: long instead of wide, if the last commit, wide or long, was long. */
    public JdbcOptions settled() {
        boolean isLong = fallsBack(settings)
                && latest().filter(row -> row.tableSet().equals(TableSet.nameOf(settings.withLayout(Layout.LONG))))
                        .isPresent();
        return isLong ? settings.withLayout(Layout.LONG) : settings;
    }

    private Stream<SyncRow> commits() {
        return records.stream().flatMap(record -> record.last().stream());
    }

    private Optional<SyncRow> latest() {
        return commits().max(Comparator.comparingLong(SyncRow::syncId));
    }

    /** What was committed to the tables that were written last, if it was by this community. */
    private Optional<CommitRecord> present(String community) {
        Optional<SyncRow> latest = latest().filter(row -> row.community().equals(community));
        return records.stream()
                .filter(record -> latest.isPresent() && record.last().equals(latest))
                .findFirst();
    }

    /** What a community last committed in a form that this run would write too. */
    public Optional<LastCommit> lastCommit(String community) {
        return present(community)
                .filter(record ->
                        record.last().filter(row -> isSameForm(row, settings)).isPresent())
                .flatMap(CommitRecord::lastCommit);
    }

    /** The newest export that a community has in tables in which the order makes a difference. */
    public Optional<Instant> newestExportDate(String community) {
        return settings.keepsHistory() ? Optional.empty() : present(community).flatMap(CommitRecord::newestExport);
    }

    /** The variables that the last commit left, whatever tables it wrote. */
    public Optional<CommittedVariables> lastVariables(Handle handle, String community) {
        String sync = names.plain(SyncLog.TABLE);
        return missing.contains(sync) || foreign.contains(sync)
                ? Optional.empty()
                : sync().lastVariables(handle, community);
    }

    /** The columns that a run of these variables would give them; none if it would write another layout than the wide one. */
    public Map<String, String> columnsOf(Handle handle, String community, List<ProfileVariable> variables)
            throws SQLException {
        requireOwnTables();
        requireCommunity(community);
        JdbcOptions settled = settled();
        if (settled.layout() != Layout.WIDE) {
            return Map.of();
        }
        WideTables wide = new WideTables(product.sql(), names, settled);
        wide.look(handle);
        return lacksRoom(wide, settled, variables) ? Map.of() : wide.columnsOf(handle, variables);
    }

    /** The same for a database that is not there yet. */
    public static Map<String, String> firstColumnsOf(
            DatabaseProduct product, JdbcOptions settings, List<ProfileVariable> variables) {
        WideTables wide = new WideTables(product.sql(), namesOf(product, settings), settings);
        return lacksRoom(wide, settings, variables) ? Map.of() : wide.firstColumnsOf(variables);
    }

    private static boolean lacksRoom(WideTables wide, JdbcOptions settings, List<ProfileVariable> variables) {
        return fallsBack(settings) && !wide.hasRoomFor(variables);
    }

    /** With the schema as it is given. */
    private static TableNames namesOf(DatabaseProduct product, JdbcOptions settings) {
        return new TableNames(product.sql().dialect(), settings.schema(), settings.tablePrefix());
    }

    /** Whether a community has ever committed an export in a form that this run would write too. */
    public boolean hasCommitted(Handle handle, String community, ExportMetadata export) {
        if (lastCommit(community).isEmpty()) {
            return false;
        }
        // A full export under another policy has taken the place of all that was there before.
        long replaced =
                settings.keepsHistory() ? 0 : sync().lastUnderAnotherPolicy(handle, tableSets(settings), export);
        return tableSets(settings).stream().anyMatch(tableSet -> sync().has(handle, tableSet, export, replaced));
    }

    private static boolean isSameForm(SyncRow row, JdbcOptions settings) {
        return settings.layout() == Layout.JSON || row.numbers().equals(SinkOption.wireName(settings.numbers()));
    }

    /** Makes sure that the tables there are can be written with these settings. */
    public void requireUsable() {
        requireOwnTables();
        if (!settings.createsTables() && !missing.isEmpty()) {
            throw MemberportException.of(
                            FailureKind.CONFIGURATION,
                            "The target " + target + " lacks the tables " + String.join(", ", missing)
                                    + " or hides them from this user, and create-tables=off forbids the run to "
                                    + "create them.")
                    .remedy(Remedy.RUN_SETUP_SCRIPT)
                    .build();
        }
        if (!settings.createsTables() && !lacking.isEmpty()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    "The target " + target + " cannot be written. "
                            + lacking.stream()
                                    .map(lacks -> lacks.refusal(product.sql(), names))
                                    .collect(Collectors.joining(". ")));
        }
        latest().filter(row -> !isSameForm(row, settings)).ifPresent(row -> {
            throw misuse("has tables whose numbers are of type " + row.numbers() + ", but this run has "
                    + SinkOption.wireName(settings.numbers()) + ". Use the option numbers=" + row.numbers()
                    + ", or another table-prefix.");
        });
    }

    private void requireOwnTables() {
        if (!foreign.isEmpty()) {
            throw misuse(
                    "has a table " + foreign.get(0) + " that is not Memberport's: columns are missing in it. Choose"
                            + " another table-prefix or schema.");
        }
    }

    /** Makes sure that neither the server nor the tables keep a run from doing what it promises. */
    public void requireNoObstacle(Handle handle) throws SQLException {
        TableSet set = TableSet.of(product.sql(), names, settings);
        List<Table> tables = set.withSync();
        List<String> obstacles = new ArrayList<>(product.obstacles().find(handle, names, tables));
        obstacles.addAll(
                Attachments.of(handle, product.obstacles(), names, tables).obstacles(set.requiredRights()));
        Catalog catalog = new Catalog(handle.getConnection(), product.sql().dialect(), names);
        for (Table table : tables) {
            for (String column : missing.contains(names.plain(table)) ? List.<String>of() : catalog.unfilled(table)) {
                obstacles.add("The column " + column + " of " + names.plain(table)
                        + " prevents inserts: it is not a column of Memberport and is NOT NULL without a default, "
                        + "or it is generated. Give it a default, or drop it.");
            }
        }
        if (!obstacles.isEmpty()) {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " cannot be written. " + String.join(" ", obstacles)
                            + " Nothing was committed.");
        }
    }

    /** Makes sure that the tables hold no members of another community. */
    public void requireCommunity(String community) {
        latest().filter(row -> !row.community().equals(community)).ifPresent(row -> {
            throw misuse("holds the members of another community. Give each community a schema or a table-prefix of its"
                    + " own.");
        });
    }

    /** The same for who looks for what is there. */
    public void requireOwnCommunity(String community) {
        latest().filter(row -> !row.community().equals(community)).ifPresent(row -> {
            throw new MemberportException(
                    FailureKind.TARGET,
                    "The target " + target + " holds members of the community " + row.community() + ", not of "
                            + community + ". Name the community that they are of.");
        });
    }

    private MemberportException misuse(String what) {
        return new MemberportException(FailureKind.CONFIGURATION, "The target " + target + " " + what);
    }

    /** The DDL of all that a run makes at first. */
    public static String script(DatabaseProduct product, JdbcOptions settings) {
        product.sql().dialect().requireSupported(settings);
        TableNames names = namesOf(product, settings);
        return TableSet.of(product.sql(), names, settings).withSync().stream()
                .flatMap(table -> product.sql().statements().createTable(names, table).stream())
                .map(statement -> statement + ";\n")
                .collect(Collectors.joining("\n"));
    }
}
