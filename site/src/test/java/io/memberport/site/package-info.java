/** The site that the build has made, as files and in a browser. Start with {@link io.memberport.site.LinksTest}. */
@NullMarked
package io.memberport.site;

import org.jspecify.annotations.NullMarked;
