/**
 * Database servers for tests, each a process of its own that leaves nothing behind. Start with {@link
 * io.memberport.testing.database.PostgresServer} or {@link io.memberport.testing.database.MariaDbServer}.
 */
@NullMarked
package io.memberport.testing.database;

import org.jspecify.annotations.NullMarked;
