/**
 * {@code memberport profile}: what is in an export, for people, as text, as a page, and as a dictionary of its variables. Open {@link
 * io.memberport.cli.profile.ProfileCommand} first.
 */
@NullMarked
package io.memberport.cli.profile;

import org.jspecify.annotations.NullMarked;
