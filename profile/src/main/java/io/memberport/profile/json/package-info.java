/**
 * Profiles as JSON, for programs and for later comparisons. Open {@link io.memberport.profile.json.ProfileJson} first.
 */
@NullMarked
package io.memberport.profile.json;

import org.jspecify.annotations.NullMarked;
