/**
 * A local stand-in for Alida's API, for demonstrations and tests, and the server of the files that its download links lead
 * to. Start with {@link io.memberport.simulator.AlidaSimulator}; the exports come from {@code
 * io.memberport.simulator.generator}.
 */
@NullMarked
package io.memberport.simulator;

import org.jspecify.annotations.NullMarked;
