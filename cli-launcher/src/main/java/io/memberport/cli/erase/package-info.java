/**
 * The command that erases members from targets, the ids that it is given, and the receipts that it prints. Start with {@link
 * io.memberport.cli.erase.EraseCommand}.
 */
@NullMarked
package io.memberport.cli.erase;

import org.jspecify.annotations.NullMarked;
