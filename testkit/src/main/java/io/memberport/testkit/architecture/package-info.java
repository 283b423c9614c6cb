/**
 * The architecture rules for libraries that are part of another program, so that a sink's own build can check
 * itself. Start with {@link io.memberport.testkit.architecture.SinkArchitecture}.
 */
@NullMarked
package io.memberport.testkit.architecture;

import org.jspecify.annotations.NullMarked;
