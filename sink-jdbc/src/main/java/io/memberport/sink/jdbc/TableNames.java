package io.memberport.sink.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * How tables are called in statements.
 *
 * @param schema null to leave it to the connection
 */
record TableNames(Dialect dialect, @Nullable String schema, String prefix) {

    /** With schema and prefix, quoted. */
    String qualified(Table table) {
        String name = dialect.quote(plain(table));
        return schema == null ? name : dialect.quoteAsIs(schema) + "." + name;
    }

    /** With its prefix, as the documentation writes it. */
    String plain(Table table) {
        return prefix + table.name();
    }

    /** What locks are named after. */
    String place() {
        return (schema == null ? "" : schema + ".") + prefix;
    }
}
