package io.memberport.sink.jdbc;

import io.memberport.export.ExportListener;
import io.memberport.export.ExportResult;
import io.memberport.export.ExportTransfer;
import io.memberport.port.MemberSink;
import io.memberport.sink.jdbc.TestDatabase.Product;
import io.memberport.sink.jdbc.database.DatabaseProduct;
import io.memberport.testkit.TestExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs exports into a database, and asks it what came of that. */
record SinkRuns(TestDatabase database) {

    static final String COMMUNITY = "tests";

    /** A sink for the database; the builder of everything else. */
    JdbcMemberSink.Builder to() {
        JdbcMemberSink.Builder sink =
                JdbcMemberSink.to(database.url()).credentials(database.user(), database.password());
        return database.product() == Product.ANSI ? sink.dialect(DatabaseProduct.ANSI) : sink;
    }

    ExportResult load(MemberSink sink, TestExport export) {
        return load(COMMUNITY, sink, export);
    }

    ExportResult load(String community, MemberSink sink, TestExport export) {
        return ExportTransfer.forCommunity(community).run(export.asFile(), null, List.of(sink), ExportListener.NONE);
    }

    /** The columns that a run of an export would give its variables. */
    Map<String, String> columnsOf(MemberSink sink, TestExport export) {
        return sink.columnsOf(COMMUNITY, export.variables());
    }

    @Nullable String one(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
