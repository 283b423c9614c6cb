/**
 * The basis: tables, columns, names and ranges in the terms that all databases share. It uses no other package of the
 * sink. Open {@code Table} first.
 */
@NullMarked
package io.memberport.sink.jdbc.sql;

import org.jspecify.annotations.NullMarked;
