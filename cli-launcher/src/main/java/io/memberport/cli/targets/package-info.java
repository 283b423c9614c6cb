/**
 * What targets there can be and what they need: {@code memberport sinks} and {@code memberport ddl}. Open {@link
 * io.memberport.cli.targets.SinksCommand} first.
 */
@NullMarked
package io.memberport.cli.targets;

import org.jspecify.annotations.NullMarked;
