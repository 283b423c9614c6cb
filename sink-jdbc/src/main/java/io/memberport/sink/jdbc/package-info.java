/**
 * The sink for relational databases. Start with {@link io.memberport.sink.jdbc.JdbcMemberSink}; {@code JdbcRun} is what
 * happens between opening and committing, and a {@code Dialect} is all that differs between databases.
 */
@NullMarked
package io.memberport.sink.jdbc;

import org.jspecify.annotations.NullMarked;
