/**
 * The process of the program: environment, interruption, version. Knows no command. Open {@link
 * io.memberport.cli.process.ProcessEnvironment} first.
 */
@NullMarked
package io.memberport.cli.process;

import org.jspecify.annotations.NullMarked;
