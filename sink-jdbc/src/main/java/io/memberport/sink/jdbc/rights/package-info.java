/**
 * What a run must be allowed to do, and how a database is asked whether its user is. It uses {@code sql}, {@code
 * dialect} and {@code failure}. Open {@code RequiredRight} first.
 */
@NullMarked
package io.memberport.sink.jdbc.rights;

import org.jspecify.annotations.NullMarked;
