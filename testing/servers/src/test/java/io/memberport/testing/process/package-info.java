/** Tests of what servers need of the machine. Start with {@link io.memberport.testing.process.PlatformTest}. */
@NullMarked
package io.memberport.testing.process;

import org.jspecify.annotations.NullMarked;
