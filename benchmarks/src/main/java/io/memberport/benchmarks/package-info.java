/**
 * Whole-program measurements against yardsticks; see {@code benchmarks/README.md}. Start with {@link
 * io.memberport.benchmarks.SideBySide}.
 */
@NullMarked
package io.memberport.benchmarks;

import org.jspecify.annotations.NullMarked;
