/**
 * All that is special about H2. It uses the packages that it implements something of, and {@code
 * database.DatabaseProduct} alone uses it. Open {@code H2Statements} first, and {@code H2Urls} for files.
 */
@NullMarked
package io.memberport.sink.jdbc.h2;

import org.jspecify.annotations.NullMarked;
