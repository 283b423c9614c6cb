/**
 * How a command ends: its result as text or JSON, its failure, its exit code. Knows no command. Open {@link
 * io.memberport.cli.result.CommandResult} first.
 */
@NullMarked
package io.memberport.cli.result;

import org.jspecify.annotations.NullMarked;
