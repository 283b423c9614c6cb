/** Tests of the servers. Start with {@link io.memberport.testing.database.DatabaseServerContract}. */
@NullMarked
package io.memberport.testing.database;

import org.jspecify.annotations.NullMarked;
