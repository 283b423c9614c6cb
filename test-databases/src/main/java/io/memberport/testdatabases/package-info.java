/**
 * Database servers for tests, each a process of its own that leaves nothing behind. Start with {@link
 * io.memberport.testdatabases.PostgresServer} or {@link io.memberport.testdatabases.MariaDbServer}.
 */
@NullMarked
package io.memberport.testdatabases;

import org.jspecify.annotations.NullMarked;
