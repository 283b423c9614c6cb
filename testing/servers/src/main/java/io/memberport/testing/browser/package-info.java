/**
 * A browser for tests of pages; not a server, but a process that leaves nothing behind as well. Open {@link
 * io.memberport.testing.browser.Browser}.
 */
@NullMarked
package io.memberport.testing.browser;

import org.jspecify.annotations.NullMarked;
