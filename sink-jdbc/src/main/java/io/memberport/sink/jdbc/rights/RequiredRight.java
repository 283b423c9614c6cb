package io.memberport.sink.jdbc.rights;

import io.memberport.sink.jdbc.sql.Table;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run does and that its user must be allowed to do.
 *
 * @param table null for what is not about one table
 * @param columns names of those that are read or written; empty for what is not about columns
 */
public record RequiredRight(Right right, @Nullable Table table, List<String> columns, Occasion occasion) {

    /** What is done; first what is no part of a transaction in every database. */
    public enum Right {
        USE_SCHEMA,
        MAKE_SCHEMA,
        MAKE_TEMPORARY_TABLES,
        CREATE,
        INDEX,
        ADD_COLUMNS,
        SELECT,
        INSERT,
        UPDATE,
        DELETE;

        /** Whether it is about the rows of a table. */
        public boolean isAboutRows() {
            return compareTo(SELECT) >= 0;
        }
    }

    /** When it is done. */
    public enum Occasion {
        EVERY_RUN,
        /** When an export has a variable that none had before; so the first export does. */
        NEW_VARIABLE,
        CHANGED_TYPE
    }

    public RequiredRight {
        columns = List.copyOf(columns);
    }

    /** What is not about one table. */
    public static RequiredRight of(Right right) {
        return new RequiredRight(right, null, List.of(), Occasion.EVERY_RUN);
    }

    /** What is about a table as a whole. */
    public static RequiredRight of(Right right, Table table) {
        return new RequiredRight(right, table, List.of(), Occasion.EVERY_RUN);
    }

    public static RequiredRight select(Table table, List<String> columns) {
        return new RequiredRight(Right.SELECT, table, columns, Occasion.EVERY_RUN);
    }

    /** Of whole rows, as far as the columns are those of all exports. */
    public static RequiredRight insert(Table table) {
        return new RequiredRight(Right.INSERT, table, table.columnNames(), Occasion.EVERY_RUN);
    }

    public static RequiredRight update(Table table, List<String> columns) {
        return new RequiredRight(Right.UPDATE, table, columns, Occasion.EVERY_RUN);
    }

    /** The table that it is about, if it is about one. */
    public Table requireTable() {
        return Objects.requireNonNull(table, "table");
    }

    /** The same, but not in every run. */
    public RequiredRight on(Occasion other) {
        return new RequiredRight(right, table, columns, other);
    }
}
