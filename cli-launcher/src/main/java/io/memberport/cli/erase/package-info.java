/**
 * The command that erases members, and its receipts. Start with {@link io.memberport.cli.erase.EraseCommand}.
 */
@NullMarked
package io.memberport.cli.erase;

import org.jspecify.annotations.NullMarked;
