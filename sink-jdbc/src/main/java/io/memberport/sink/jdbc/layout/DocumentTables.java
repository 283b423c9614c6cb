package io.memberport.sink.jdbc.layout;

import static io.memberport.sink.jdbc.sql.Column.required;

import io.memberport.model.MemberBlock;
import io.memberport.model.MemberCursor;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.DatabaseSql;
import io.memberport.sink.jdbc.load.BlockLayout;
import io.memberport.sink.jdbc.load.BlockSurvey;
import io.memberport.sink.jdbc.load.RowWriter;
import io.memberport.sink.jdbc.load.Staging;
import io.memberport.sink.jdbc.load.TargetValues;
import io.memberport.sink.jdbc.options.JdbcOptions;
import io.memberport.sink.jdbc.options.JdbcOptions.Mode;
import io.memberport.sink.jdbc.rights.RequiredRight;
import io.memberport.sink.jdbc.sql.Column;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.Names;
import io.memberport.sink.jdbc.sql.RowCount;
import io.memberport.sink.jdbc.sql.StagedRows;
import io.memberport.sink.jdbc.sql.Table;
import io.memberport.sink.jdbc.sql.TableNames;
import io.memberport.sink.jdbc.sync.SyncLog;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The json layout: {@code member_document}. */
final class DocumentTables extends TableSet {

    private static final String DOCUMENT = "document";

    private static final List<Column> STAGED = List.of(
            required(Names.MEMBER_NO, ColumnType.BIGINT),
            required(Names.MEMBER_ID, ColumnType.ID),
            required(DOCUMENT, ColumnType.JSON));

    /** Documents put together at a time; each can have megabytes. */
    private static final int PAGE = 50;

    DocumentTables(DatabaseSql sql, TableNames names, JdbcOptions settings) {
        super(sql, names, settings, "member_document", "member_document_option", required(DOCUMENT, ColumnType.JSON));
    }

    @Override
    List<Table> ownTables() {
        return List.of(member);
    }

    @Override
    List<RequiredRight> ownRights() {
        return writtenMembers(Names.MEMBER_ID, DOCUMENT);
    }

    @Override
    public Staging staging(boolean direct) {
        return new Staging(statements).andKeyed("document", STAGED, Names.MEMBER_NO);
    }

    @Override
    public Supplier<BlockLayout> layouts(TargetValues values) {
        return () -> new Rows(values);
    }

    @Override
    void see(List<ProfileVariable> variables) {}

    /** Puts staged documents together with former ones, as {@link DocumentMerge} does it. */
    @Override
    public void extend(Handle handle, Staging staging) throws SQLException {
        if (mode() != Mode.MERGE || members(handle) == 0) {
            return;
        }
        long end = RowCount.number(
                handle, "COALESCE(MAX(" + dialect.quote(Names.MEMBER_NO) + "), -1) + 1", staging.name(0));
        for (long from = 0; from < end; from += PAGE) {
            replace(handle, staging.name(0), merged(handle, staging.name(0), from));
        }
    }

    private Map<Long, Text> merged(Handle handle, String staged, long from) throws SQLException {
        String no = "s." + dialect.quote(Names.MEMBER_NO);
        String id = dialect.quote(Names.MEMBER_ID);
        String query = "SELECT " + no + ", s." + dialect.quote(DOCUMENT) + ", t." + dialect.quote(DOCUMENT) + " FROM "
                + staged + " s JOIN " + names.qualified(member) + " t ON t." + id + " = s." + id + " WHERE " + no
                + " >= ? AND " + no + " < ?";
        Map<Long, Text> changed = new LinkedHashMap<>();
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            statement.setLong(1, from);
            statement.setLong(2, from + PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Text update = Text.of(rows.getString(2));
                    Text merged = DocumentMerge.merge(Text.of(rows.getString(3)), update);
                    if (!merged.equals(update)) {
                        changed.put(rows.getLong(1), merged);
                    }
                }
            }
        }
        return changed;
    }

    private void replace(Handle handle, String staged, Map<Long, Text> documents) throws SQLException {
        if (documents.isEmpty()) {
            return;
        }
        String query = "UPDATE " + staged + " SET " + dialect.quote(DOCUMENT) + " = "
                + dialect.placeholder(ColumnType.JSON) + " WHERE " + dialect.quote(Names.MEMBER_NO) + " = ?";
        try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
            for (Map.Entry<Long, Text> entry : documents.entrySet()) {
                statement.setString(1, entry.getValue().asString());
                statement.setLong(2, entry.getKey());
                statement.addBatch();
            }
            sql.transactions().sendBatch(handle, statement);
        }
    }

    @Override
    long move(Handle handle, Staging staging, long members, SyncLog sync, long syncId) {
        clearMembers(handle, staging.name(0));
        long rows = insertStaged(
                handle, member, StagedRows.of(staging.name(0)), true, List.of(Names.MEMBER_ID, DOCUMENT), sync, syncId);
        requireWritten(handle, member, members, rows);
        return rows;
    }

    /** A row per member, with its JSON as it was sent. */
    private static final class Rows extends MemberLayout {

        Rows(TargetValues values) {
            super(values);
        }

        @Override
        public BlockSurvey survey(MemberBlock block) {
            return new BlockSurvey(List.of(), List.of(STAGED.size()), options.in(block));
        }

        @Override
        void write(MemberCursor at, List<? extends RowWriter> tables) throws SQLException {
            RowWriter out = tables.get(0);
            out.bigint(at.memberIndex());
            out.text(values.id(at.memberId(), "member"));
            out.json(at.json());
            out.endRow();
        }
    }
}
