/**
 * What is in an export, for people who would rather look than read: how many members, which variables, how full they are, what is
 * sensitive. Open {@link io.memberport.profile.ExportProfile} first.
 */
@NullMarked
package io.memberport.profile;

import org.jspecify.annotations.NullMarked;
