/**
 * What all commands share: the run of a command, the flags that several of them have, and what these flags make of the
 * settings. Commands see this package; it sees none of them. Open {@link
 * io.memberport.cli.command.BaseCommand} first.
 */
@NullMarked
package io.memberport.cli.command;

import org.jspecify.annotations.NullMarked;
