/**
 * All that is special about PostgreSQL. It uses the packages that it implements something of, and {@code
 * database.DatabaseProduct} alone uses it. Open {@code PostgresStatements} first, and {@code CopyLoad} for the way of
 * rows.
 */
@NullMarked
package io.memberport.sink.jdbc.postgres;

import org.jspecify.annotations.NullMarked;
