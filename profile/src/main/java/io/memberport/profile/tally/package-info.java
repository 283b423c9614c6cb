/**
 * Makes profiles: counts what an export has, member by member, in memory that their number does not change. Counts, sketches and hashes outlive a member, and the
 * labels of options until a profile is made. Open {@link io.memberport.profile.tally.Profiler} first.
 */
@NullMarked
package io.memberport.profile.tally;

import org.jspecify.annotations.NullMarked;
