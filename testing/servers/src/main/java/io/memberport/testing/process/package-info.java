/**
 * Servers as processes of tests: they listen on the loopback interface and leave nothing behind. To run another kind of
 * server, open {@link io.memberport.testing.process.ServerProgram} first.
 */
@NullMarked
package io.memberport.testing.process;

import org.jspecify.annotations.NullMarked;
