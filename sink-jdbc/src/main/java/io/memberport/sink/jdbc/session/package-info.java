/**
 * One connection, the thread that alone uses it, and waits that end. It uses {@code database}. Open {@code JdbcSession}
 * first.
 */
@NullMarked
package io.memberport.sink.jdbc.session;

import org.jspecify.annotations.NullMarked;
