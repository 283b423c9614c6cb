/**
 * Profiles as JSON documents, for programs and for comparisons with later profiles. Open {@link io.memberport.profile.json.ProfileJson}
 * first.
 */
@NullMarked
package io.memberport.profile.json;

import org.jspecify.annotations.NullMarked;
