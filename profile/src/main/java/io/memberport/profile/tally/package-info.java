/**
 * Makes profiles: counts what an export has, member by member, in bounded memory. Open {@link io.memberport.profile.tally.Profiler} first.
 */
@NullMarked
package io.memberport.profile.tally;

import org.jspecify.annotations.NullMarked;
