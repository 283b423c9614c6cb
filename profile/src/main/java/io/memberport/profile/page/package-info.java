/**
 * A profile as one HTML page that needs nothing else. Each section is a class; {@link io.memberport.profile.page.Html} escapes what they
 * write. Style and script are the two files in the folder of resources. Start with {@link io.memberport.profile.page.ProfilePage}.
 */
@NullMarked
package io.memberport.profile.page;

import org.jspecify.annotations.NullMarked;
