/**
 * Columns that have types and names as in SQL, and what happens to values that do not fit. Start with {@link
 * io.memberport.encoding.column.WideCells}.
 */
@NullMarked
package io.memberport.encoding.column;

import org.jspecify.annotations.NullMarked;
