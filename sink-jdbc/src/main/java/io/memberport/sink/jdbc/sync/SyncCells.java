package io.memberport.sink.jdbc.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberport.encoding.column.InvalidValuePolicy;
import io.memberport.encoding.json.JsonDocument;
import io.memberport.encoding.json.PrivacyReport;
import io.memberport.encoding.json.VariableDefinition;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Text;
import io.memberport.sink.jdbc.dialect.Dialect;
import io.memberport.sink.jdbc.sql.ColumnType;
import io.memberport.sink.jdbc.sql.TimeRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a commit leaves in the sync table as the parameters of a statement, in the order of its columns. */
record SyncCells(PreparedStatement statement, Dialect dialect) {

    void bind(SyncEntry entry) throws SQLException {
        ExportMetadata metadata = entry.metadata();
        statement.setLong(1, entry.syncId());
        statement.setString(2, entry.runId());
        statement.setString(3, entry.community());
        statement.setString(4, entry.tableSet());
        statement.setString(5, entry.numbers());
        statement.setString(6, entry.mode());
        statement.setString(7, entry.exportKey());
        bind(8, metadata.batchId());
        statement.setString(9, metadata.contentSha256());
        bind(10, metadata.sinceDatetime());
        bind(11, metadata.exportDate());
        bind(12, metadata.lastSyncDate());
        bind(13, entry.committedAt());
        statement.setLong(14, metadata.members());
        statement.setLong(15, metadata.values());
        statement.setLong(16, entry.repeatedMembers());
        statement.setLong(17, entry.adjustments().replaced());
        statement.setLong(18, entry.adjustments().rounded());
        statement.setLong(19, entry.adjustments().untyped());
        statement.setLong(20, 0);
        bindPrivacy(21, entry.privacy());
        statement.setLong(24, entry.departedMembers());
        bind(25, variables(metadata));
    }

    private void bindPrivacy(int first, @Nullable PrivacyReport report) throws SQLException {
        bind(first, report == null ? null : report.policy());
        statement.setLong(first + 1, report == null ? 0 : report.droppedValues());
        bind(first + 2, report == null ? null : json(report));
    }

    /** What no database has room for, or keeps in another way, is escaped. */
    private static @Nullable String variables(ExportMetadata metadata) {
        List<VariableDefinition> known = VariableDefinition.of(metadata.variables());
        return known == null ? null : new String(JsonDocument.write(new VariableDefinition.Document(known)), UTF_8);
    }

    /** Names are as the export has them, so a character can be among them that the database has no room for. */
    private String json(PrivacyReport report) {
        Text document = Text.of(new String(JsonDocument.write(report), UTF_8));
        InvalidValuePolicy replacing = new InvalidValuePolicy(true, dialect.product(), "");
        return dialect.escapes().accepted(document, replacing).asString();
    }

    private void bind(int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }

    /**
     * Rounded down, so that the next incremental export starts no later than it should. A date that the database does not have
     * is as good as none.
     */
    private void bind(int index, @Nullable Instant value) throws SQLException {
        if (value == null || !dialect.times().holds(TimeRange.floorMicros(value))) {
            statement.setNull(index, dialect.nullType(ColumnType.TIME));
        } else {
            dialect.bindTime(statement, index, TimeRange.floorMicros(value));
        }
    }
}
