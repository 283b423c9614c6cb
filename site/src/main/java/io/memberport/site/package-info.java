/**
 * Makes the documentation site: static pages of the repository's Markdown files, a search that needs no server, and the Javadoc.
 * Start with {@link io.memberport.site.Site}.
 */
@NullMarked
package io.memberport.site;

import org.jspecify.annotations.NullMarked;
