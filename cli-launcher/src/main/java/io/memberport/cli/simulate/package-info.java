/**
 * Work without an account: {@code memberport simulate} and {@code memberport demo}. Open {@link
 * io.memberport.cli.simulate.SimulateCommand} first.
 */
@NullMarked
package io.memberport.cli.simulate;

import org.jspecify.annotations.NullMarked;
