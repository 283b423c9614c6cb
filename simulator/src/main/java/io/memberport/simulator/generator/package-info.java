/**
 * A generator of export files, any number of members in constant memory, the same bytes for the same seed. It needs no
 * server. Start with {@link io.memberport.simulator.generator.ExportGenerator}; {@link
 * io.memberport.simulator.generator.ExportShape} is how a file is written down. Everything else is not visible.
 */
@NullMarked
package io.memberport.simulator.generator;

import org.jspecify.annotations.NullMarked;
