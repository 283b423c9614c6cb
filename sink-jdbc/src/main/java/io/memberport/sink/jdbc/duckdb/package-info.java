/**
 * All that is special about DuckDB. It uses the packages that it implements something of, and {@code
 * database.DatabaseProduct} alone uses it. Open {@code DuckDbDialect} first, and {@code DuckDbUrls} for files.
 */
@NullMarked
package io.memberport.sink.jdbc.duckdb;

import org.jspecify.annotations.NullMarked;
