/**
 * What differs between JDBC drivers: their parameters, their URLs and the files that these name. It uses {@code
 * failure}. Open {@code DatabaseDriver} first; a database's own driver is in the package of the database.
 */
@NullMarked
package io.memberport.sink.jdbc.driver;

import org.jspecify.annotations.NullMarked;
