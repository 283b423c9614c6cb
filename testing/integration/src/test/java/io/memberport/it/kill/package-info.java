/**
 * Kills a program at any point, runs it again and looks at what it left, so that a sink's promise about crashes can be
 * shown to hold. Start with {@link io.memberport.it.kill.KillHarness}.
 */
@NullMarked
package io.memberport.it.kill;

import org.jspecify.annotations.NullMarked;
