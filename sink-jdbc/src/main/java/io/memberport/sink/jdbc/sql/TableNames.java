package io.memberport.sink.jdbc.sql;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How tables are called in statements.
 *
 * @param schema null to leave it to the connection
 */
public record TableNames(Quoting quoting, @Nullable String schema, String prefix) {

    /** With schema and prefix, quoted. */
    public String qualified(Table table) {
        return qualified(plain(table));
    }

    /** The same for a table that is known by its name with the prefix. */
    public String qualified(String plain) {
        String name = quoting.quote(plain);
        return schema == null ? name : quoting.quoteAsIs(schema) + "." + name;
    }

    /** With its prefix, as the documentation writes it. */
    public String plain(Table table) {
        return prefix + table.name();
    }

    /** The names of tables, as the database keeps them, as texts of SQL, with commas between them. */
    public String literals(List<Table> tables) {
        return tables.stream().map(table -> literal(quoting.fold(plain(table)))).collect(Collectors.joining(", "));
    }

    /** The name of the schema as a text of SQL; an empty one if the connection has it. */
    public String schemaLiteral() {
        return literal(schema == null ? "" : schema);
    }

    /** A text of SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What locks are named after. */
    public String place() {
        return (schema == null ? "" : schema + ".") + prefix;
    }
}
