package io.memberport.benchmarks;

import java.sql.SQLException;
import java.util.Map;

/** Where databases of one kind are made. */
interface MeasuredDatabases extends AutoCloseable {

    /** As {@code --database} names them. */
    static MeasuredDatabases of(String name, Workspace workspace) throws InterruptedException {
        return switch (name) {
            case "mariadb" -> MariaDbDatabases.start(workspace);
            case "sqlite" -> {
                Program.requireClient("sqlite3", workspace);
                yield new FileDatabases(name, workspace);
            }
            case "duckdb", "h2" -> new FileDatabases(name, workspace);
            default -> throw new IllegalArgumentException("not a database that this measures: " + name);
        };
    }

    String name();

    /** How its loader takes nulls and dates. */
    default OrderedRows.Form csv() {
        return new OrderedRows.Form("", "Z", "0001-01-01");
    }

    /** What memberport needs to get into them. */
    default Map<String, String> environment() {
        return Map.of();
    }

    MeasuredDatabase create(String name) throws SQLException;

    @Override
    default void close() {}
}
