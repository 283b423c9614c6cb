/** Programs that keep their promises and programs that do not, and whether the harness can tell. */
@NullMarked
package io.memberport.testkit.kill;

import org.jspecify.annotations.NullMarked;
