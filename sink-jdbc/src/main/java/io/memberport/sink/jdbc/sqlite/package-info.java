/**
 * All that is special about SQLite. It uses the packages that it implements something of, and {@code
 * database.DatabaseProduct} alone uses it. Open {@code SqliteStatements} first, and {@code SqliteUrls} for files.
 */
@NullMarked
package io.memberport.sink.jdbc.sqlite;

import org.jspecify.annotations.NullMarked;
