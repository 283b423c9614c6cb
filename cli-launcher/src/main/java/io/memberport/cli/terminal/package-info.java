/**
 * What people see at a terminal: printable text, and progress. Knows nothing else of the launcher. Open {@link
 * io.memberport.cli.terminal.Progress} first.
 */
@NullMarked
package io.memberport.cli.terminal;

import org.jspecify.annotations.NullMarked;
