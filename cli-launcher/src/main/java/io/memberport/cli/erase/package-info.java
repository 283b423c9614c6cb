/** The command that erases members: {@link io.memberport.cli.erase.EraseCommand}. */
@NullMarked
package io.memberport.cli.erase;

import org.jspecify.annotations.NullMarked;
