/**
 * Servers as processes of tests: they listen on the loopback interface and leave nothing behind. To run another kind of
 * server, open {@link io.memberport.testservers.ServerProgram} first.
 */
@NullMarked
package io.memberport.testservers;

import org.jspecify.annotations.NullMarked;
