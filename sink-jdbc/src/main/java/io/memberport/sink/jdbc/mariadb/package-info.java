/**
 * All that is special about MariaDB and MySQL. It uses the packages that it implements something of, and {@code
 * database.DatabaseProduct} alone uses it. Open {@code MariaDbStatements} first.
 */
@NullMarked
package io.memberport.sink.jdbc.mariadb;

import org.jspecify.annotations.NullMarked;
