/**
 * What databases say if they fail, and what the user can do about it. It uses no other package of the sink. Open {@code
 * SqlFailures} first; a new kind of failure is a constant of {@code DatabaseFault}.
 */
@NullMarked
package io.memberport.sink.jdbc.failure;

import org.jspecify.annotations.NullMarked;
