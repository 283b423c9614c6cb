/**
 * Makes profiles: counts what an export has, member by member, in bounded memory. Nothing but counts and sketches outlives a member,
 * and the options that many have. Open {@link io.memberport.profile.tally.Profiler} first.
 */
@NullMarked
package io.memberport.profile.tally;

import org.jspecify.annotations.NullMarked;
