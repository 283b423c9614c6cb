/**
 * What goes to standard error, in words or as JSON: messages, progress, log lines, and which run they are of. Knows no
 * command. Open {@link io.memberport.cli.log.Messages} first.
 */
@NullMarked
package io.memberport.cli.log;

import org.jspecify.annotations.NullMarked;
