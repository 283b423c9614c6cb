/**
 * How members get into the staging tables, whatever the layout and the database. It uses {@code sql} and {@code
 * dialect}; layouts and databases implement its interfaces. Open {@code BulkLoad} first.
 */
@NullMarked
package io.memberport.sink.jdbc.load;

import org.jspecify.annotations.NullMarked;
