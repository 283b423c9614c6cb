/** The page of a profile as text, as a document, and in a browser. Start with {@link io.memberport.profile.page.ProfilePageTest}. */
@NullMarked
package io.memberport.profile.page;

import org.jspecify.annotations.NullMarked;
