/**
 * The command that erases single members from targets, where it finds their ids, and the receipt that it prints. Open {@link
 * io.memberport.cli.erase.EraseCommand} first.
 */
@NullMarked
package io.memberport.cli.erase;

import org.jspecify.annotations.NullMarked;
