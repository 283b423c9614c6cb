/**
 * The {@code memberport} command: combines the modules and serves people and scripts. Open {@link
 * io.memberport.cli.MemberportCommand} first; each command is a thin class that leaves the work to the others here.
 */
@NullMarked
package io.memberport.cli;

import org.jspecify.annotations.NullMarked;
