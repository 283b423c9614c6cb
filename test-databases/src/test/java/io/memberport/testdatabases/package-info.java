/** Tests of the servers. Start with {@link io.memberport.testdatabases.DatabaseServerContract}. */
@NullMarked
package io.memberport.testdatabases;

import org.jspecify.annotations.NullMarked;
