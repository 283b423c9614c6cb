/**
 * The sink for relational databases: what other programs see, and a run from its lock to its commit. It uses all
 * packages below, and none of them uses it. Start with {@link io.memberport.sink.jdbc.JdbcMemberSink}; {@code JdbcRun}
 * is what happens between opening and committing. A member goes from there to {@code load.BulkLoad}, and so into the
 * package of its database.
 */
@NullMarked
package io.memberport.sink.jdbc;

import org.jspecify.annotations.NullMarked;
