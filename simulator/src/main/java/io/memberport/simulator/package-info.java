/**
 * A local stand-in for Alida's API and a generator of export files, for demonstrations and tests. Start with {@link
 * io.memberport.simulator.AlidaSimulator}, or with {@link io.memberport.simulator.ExportGenerator} for a file alone.
 */
@NullMarked
package io.memberport.simulator;

import org.jspecify.annotations.NullMarked;
